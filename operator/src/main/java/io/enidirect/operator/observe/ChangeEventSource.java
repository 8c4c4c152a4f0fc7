package io.enidirect.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An informer over an {@link IndexedStore}: a change of what is kept triggers whom the object concerned before and whom it
 * concerns now. The framework's own source maps the object as it is now only, so that who was left would never hear of it.
 */
public final class ChangeEventSource<R extends HasMetadata, P extends HasMetadata> extends InformerEventSource<R, P> {
    /**
     * A limit makes the first list a read of the newest state, page by page; without one it may be answered from any
     * API server's cache, however old.
     */
    public static final long LIST_LIMIT = 500;

    private final IndexedStore<R> store;
    private final Function<R, Set<ResourceID>> concerned;
    private final Consumer<R> seenToGo;

    private ChangeEventSource(
            InformerEventSourceConfiguration<R> configuration,
            EventSourceContext<P> context,
            IndexedStore<R> store,
            Function<R, Set<ResourceID>> concerned,
            Consumer<R> seenToGo) {
        super(configuration, context);
        this.store = store;
        this.concerned = concerned;
        this.seenToGo = seenToGo;
    }

    /** Over all namespaces. */
    public static <R extends HasMetadata, P extends HasMetadata> ChangeEventSource<R, P> over(
            Class<R> type,
            IndexedStore<R> store,
            Function<R, Set<ResourceID>> concerned,
            EventSourceContext<P> context) {
        return over(type, store, concerned, object -> {}, context);
    }

    /**
     * Over all namespaces.
     *
     * @param seenToGo is told of each deletion that the watch saw, before anybody is triggered; not of one that a new list
     *     made out, which may be older than what was seen before
     */
    static <R extends HasMetadata, P extends HasMetadata> ChangeEventSource<R, P> over(
            Class<R> type,
            IndexedStore<R> store,
            Function<R, Set<ResourceID>> concerned,
            Consumer<R> seenToGo,
            EventSourceContext<P> context) {
        return new ChangeEventSource<>(
                configuration(type, store, concerned, context).build(), context, store, concerned, seenToGo);
    }

    /** Over some: the configuration is narrowed further. */
    static <R extends HasMetadata, P extends HasMetadata> ChangeEventSource<R, P> over(
            Class<R> type,
            IndexedStore<R> store,
            Function<R, Set<ResourceID>> concerned,
            EventSourceContext<P> context,
            Function<InformerEventSourceConfiguration.Builder<R>, InformerEventSourceConfiguration.Builder<R>>
                    narrowed) {
        return new ChangeEventSource<>(
                narrowed.apply(configuration(type, store, concerned, context)).build(),
                context,
                store,
                concerned,
                object -> {});
    }

    private static <R extends HasMetadata, P extends HasMetadata>
            InformerEventSourceConfiguration.Builder<R> configuration(
                    Class<R> type,
                    IndexedStore<R> store,
                    Function<R, Set<ResourceID>> concerned,
                    EventSourceContext<P> context) {
        return InformerEventSourceConfiguration.from(type, context.getPrimaryResourceClass())
                .withName(type.getSimpleName())
                .withWatchAllNamespaces()
                .withItemStore(store)
                .withInformerListLimit(LIST_LIMIT)
                .withSecondaryToPrimaryMapper(concerned::apply)
                // without one the framework keeps an index by what the mapper said when an object was last seen
                .withPrimaryToSecondaryMapper((HasMetadata primary) -> Set.of())
                .withOnUpdateFilter((now, before) -> !store.same(before, now));
    }

    /** Whether all of its objects are known, and each change will be: a kind that can't be listed or watched is not trusted. */
    boolean trusted() {
        return informerHealthIndicators().values().stream().allMatch(ChangeEventSource::trusted);
    }

    /** Whether what this informer does not have is not there. It tries by itself to get there again. */
    public static boolean trusted(InformerHealthIndicator informer) {
        return informer.isRunning() && informer.hasSynced() && informer.isWatching();
    }

    @Override
    public synchronized void onDelete(R object, boolean stateUnknown) {
        if (!stateUnknown) {
            seenToGo.accept(object);
        }
        super.onDelete(object, stateUnknown);
    }

    @Override
    public void onUpdate(R before, R now) {
        if (getEventHandler() != null && !store.same(before, now)) {
            Set<ResourceID> left = new HashSet<>(concerned.apply(before));
            left.removeAll(concerned.apply(now));
            left.forEach(id -> getEventHandler().handleEvent(new Event(id)));
        }
        super.onUpdate(before, now);
    }
}
