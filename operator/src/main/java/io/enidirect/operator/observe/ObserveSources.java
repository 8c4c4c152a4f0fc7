package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.health.Status;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The event sources of the main reconciler, and the caches that they fill. One per registered controller. */
public final class ObserveSources {
    private final ClusterCache cache = new ClusterCache();
    private final TkeController tke;
    private final EventTimes times;
    private volatile List<ChangeEventSource<?, CloudLoadBalancer>> needed = List.of();

    public ObserveSources(TkeController tke, EventTimes times) {
        this.tke = tke;
        this.times = times;
    }

    /**
     * The item store of the controller's own informer, by which events find the objects that they concern. Together with
     * {@link ChangeEventSource#LIST_LIMIT} it belongs into the controller's configuration.
     */
    public IndexedStore<CloudLoadBalancer> primaryStore() {
        return cache.loadBalancers;
    }

    public List<EventSource<?, CloudLoadBalancer>> create(EventSourceContext<CloudLoadBalancer> context) {
        needed = List.of(
                ChangeEventSource.over(Service.class, cache.services, seen(cache::concernedByService), context),
                ChangeEventSource.over(EndpointSlice.class, cache.slices, seen(cache::concernedBySlice), context),
                ChangeEventSource.over(Pod.class, cache.pods, seen(cache::concernedByPod), context));
        List<EventSource<?, CloudLoadBalancer>> all = new ArrayList<>(needed);
        all.add(tke.source(context, cache::concernedByTke));
        return all;
    }

    private <R> Function<R, Set<ResourceID>> seen(Function<R, Set<ResourceID>> concerned) {
        return object -> {
            Set<ResourceID> ids = concerned.apply(object);
            ids.forEach(id -> times.seen(id.getName()));
            return ids;
        };
    }

    /** Whether what is missing in the caches is missing in the cluster, as far as their informers know. */
    boolean synced() {
        return !needed.isEmpty() && needed.stream().allMatch(source -> source.getStatus() == Status.HEALTHY);
    }

    ClusterCache cache() {
        return cache;
    }

    boolean tkeActive() {
        return tke.active();
    }
}
