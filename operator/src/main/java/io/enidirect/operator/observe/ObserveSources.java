package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.Related;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The event sources of the main reconciler, and what it knows of the cluster by them. One per registered controller. */
public final class ObserveSources {
    private final ClusterWatch cluster;
    private final ClusterCache cache;
    private final Concerns concerns;
    private final EventTimes times;
    private final MissingPods missing;
    private final RemadeSource<CloudLoadBalancer> remade;

    public ObserveSources(ClusterWatch cluster, EventTimes times, Clock clock) {
        this.cluster = cluster;
        this.cache = cluster.cache();
        this.concerns = cluster.concerns();
        this.times = times;
        this.missing = new MissingPods(this::pod, clock);
        this.remade = new RemadeSource<>(cache.loadBalancers, object -> true);
        cluster.pods.whenSeenToGo(missing::deleted);
    }

    private Optional<Pod> pod(PodQuestions.Question question) {
        return new LiveReads(cluster.client())
                .find(Pod.class, question.namespace(), question.pod().name())
                .map(cache.pods::trimmed);
    }

    /** The controller's own kind. */
    public Watched<CloudLoadBalancer> primaries() {
        return cluster.loadBalancers();
    }

    public List<EventSource<?, CloudLoadBalancer>> create() {
        List<EventSource<?, CloudLoadBalancer>> all = new ArrayList<>();
        cache.sources().forEach(store -> addAll(all, store));
        all.add(cluster.slices.source(seen(concerns::ofSlice)));
        all.add(cluster.pods.source(seen(concerns::ofPod)));
        all.add(cluster.externals.source(seen(concerns::ofExternal)));
        all.add(cluster.configs().source(seen(concerns::ofConfig)));
        all.add(cluster.nodes.source(seen(concerns::ofNode)));
        all.add(cluster.profiles().source(seen(concerns::ofProfile)));
        all.add(cluster.namespaces().source(seen(concerns::ofNamespace)));
        all.add(missing.source());
        all.add(remade);
        return all;
    }

    private <P extends HasMetadata> void addAll(List<EventSource<?, CloudLoadBalancer>> all, SourceStore<P> store) {
        all.add(cluster.sources(store.kind()).source(store.kind().trim()::forMain, seen(concerns::ofSource)));
        store.kind().related().forEach(related -> all.add(source(store, related)));
    }

    private <R extends HasMetadata, P extends HasMetadata> EventSource<R, CloudLoadBalancer> source(
            SourceStore<P> store, Related<R, P> related) {
        return cluster.related(related)
                .source(store.kind().name(), seen(object -> concerns.ofRelated(store, related, object)));
    }

    /** To be called when the framework has done with the deletion of a CloudLoadBalancer of that name. */
    public void forgotten(ResourceID name) {
        remade.forgotten(name);
    }

    private <R> Function<R, Set<ResourceID>> seen(Function<R, Set<ResourceID>> concerned) {
        return object -> {
            Set<ResourceID> ids = concerned.apply(object);
            ids.forEach(id -> times.seen(id.getName()));
            return ids;
        };
    }

    /**
     * Whether endpoints that are missing in the caches are missing in the cluster, as far as their informers know. The
     * other kinds don't count: a missing source or ExternalBackend is asked for, a missing class holds the claim, a missing
     * TkeServiceConfig the settings, and the
     * address of a Node that is not known yet is refused when it is.
     */
    boolean synced() {
        return Stream.of(cluster.sources(cache.serviceSources().kind()), cluster.slices, cluster.pods)
                .allMatch(Watched::trusted);
    }

    MissingPods missing() {
        return missing;
    }

    /** The load balancers for which it is one of the Service's pods. */
    Set<ResourceID> concernedBy(Pod pod) {
        return concerns.ofServicesOf(pod);
    }

    ClusterCache cache() {
        return cache;
    }

    Kinds kinds() {
        return cluster.kinds();
    }
}
