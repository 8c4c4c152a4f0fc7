package io.enidirect.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells a controller of an object that was made again right after the deletion of its namesake. The framework (5.3.2) does
 * not: the run of a deletion takes the events that come during it for its own, an addition among them, and ends by
 * forgetting the name together with all of them.
 */
public final class RemadeSource<P extends HasMetadata> extends AbstractEventSource<Void, P> {
    private final IndexedStore<P> store;
    private final Predicate<P> wanted;

    /**
     * Over the controller's own store.
     *
     * @param wanted the controller's own filter, which an event of this source does not pass
     */
    public RemadeSource(IndexedStore<P> store, Predicate<P> wanted) {
        super(Void.class, "remade");
        this.store = store;
        this.wanted = wanted;
    }

    /**
     * Whoever bears a name that was just forgotten is new. To be called once it is forgotten, by the thread that did so,
     * which still keeps others from telling the controller anything: what is in the store by then may have been told of too
     * early, and what is not will be told of later.
     */
    public void forgotten(ResourceID name) {
        P living = store.get(Cache.namespaceKeyFunc(name.getNamespace().orElse(null), name.getName()));
        if (living != null && wanted.test(living)) {
            // any other event of a name that the framework does not know is dropped
            getEventHandler().handleEvent(new ResourceEvent(ResourceAction.ADDED, name, living));
        }
    }

    @Override
    public Set<Void> getSecondaryResources(P primary) {
        return Set.of();
    }
}
