package io.enidirect.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.EventHandler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Tells a controller of a kind that another one's informer, or none's, brings: a change triggers whom the object concerned
 * before and whom it concerns now, so that who was left hears of it, too.
 */
final class StoreEventSource<R extends HasMetadata, P extends HasMetadata> extends AbstractEventSource<R, P> {
    private final UnaryOperator<R> view;
    private final Function<R, Set<ResourceID>> concerned;

    /** @param name no two of one controller have the same */
    StoreEventSource(String name, Class<R> type, UnaryOperator<R> view, Function<R, Set<ResourceID>> concerned) {
        super(type, name);
        this.view = view;
        this.concerned = concerned;
    }

    void concerns(R object) {
        trigger(concerned.apply(object));
    }

    void changed(R before, R now) {
        if (!look(before).equals(look(now))) {
            Set<ResourceID> all = new HashSet<>(concerned.apply(before));
            all.addAll(concerned.apply(now));
            trigger(all);
        }
    }

    /** Two versions differ in their version: that alone is no difference. */
    private R look(R object) {
        R seen = view.apply(object);
        if (seen != object) {
            seen.setMetadata(new ObjectMetaBuilder(seen.getMetadata())
                    .withResourceVersion(null)
                    .build());
        }
        return seen;
    }

    private void trigger(Set<ResourceID> ids) {
        EventHandler handler = getEventHandler();
        if (handler != null) {
            ids.forEach(id -> handler.handleEvent(new Event(id)));
        }
    }

    /** Nobody asks the framework for them: they are read from the store. */
    @Override
    public Set<R> getSecondaryResources(P primary) {
        return Set.of();
    }
}
