package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.claim.Claim;
import io.enidirect.operator.claim.IngressClaims;
import io.enidirect.operator.claim.ServiceClaims;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
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
    private final IngressClaims ingressClaims;
    private final EventTimes times;
    private final MissingPods missing;
    private final RemadeSource<CloudLoadBalancer> remade;

    /** @param ingressClasses names of classes that are ours whatever they say, option {@code --ingress-classes} */
    public ObserveSources(ClusterWatch cluster, Set<String> ingressClasses, EventTimes times, Clock clock) {
        this.cluster = cluster;
        this.cache = cluster.cache();
        this.concerns = cluster.concerns();
        this.ingressClaims = new IngressClaims(ingressClasses, cache::ingressClass);
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
        return List.of(
                cluster.services().source(Trim::service, seen(concerns::ofService)),
                cluster.slices.source(seen(concerns::ofSlice)),
                cluster.pods.source(seen(concerns::ofPod)),
                cluster.ingresses().source(Trim::ingress, seen(concerns::ofIngress)),
                cluster.ingressClasses().source(seen(concerns::ofClass)),
                cluster.externals.source(seen(concerns::ofExternal)),
                cluster.nodes.source(seen(concerns::ofNode)),
                cluster.configMaps().source(map -> concerns.ofTke()),
                missing.source(),
                remade);
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
     * other kinds don't count: a missing Ingress or ExternalBackend is asked for, a missing class holds the claim, and the
     * address of a Node that is not known yet is refused when it is.
     */
    boolean synced() {
        return Stream.of(cluster.services(), cluster.slices, cluster.pods).allMatch(Watched::trusted);
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

    Claim claim(Service service) {
        return ServiceClaims.of(service, true, cluster.tke().active());
    }

    Claim claim(Ingress ingress) {
        return ingressClaims.of(ingress, true);
    }
}
