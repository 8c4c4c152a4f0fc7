package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.operator.claim.Claim;
import io.enidirect.operator.claim.IngressClaims;
import io.enidirect.operator.claim.ServiceClaims;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The event sources of the main reconciler, and the caches that they fill. One per registered controller. */
public final class ObserveSources {
    private final ClusterCache cache = new ClusterCache();
    private final Concerns concerns = new Concerns(cache);
    private final TkeController tke;
    private final IngressClaims ingressClaims;
    private final EventTimes times;
    private final MissingPods missing;
    private final RemadeSource<CloudLoadBalancer> remade = new RemadeSource<>(cache.loadBalancers, object -> true);
    private volatile @Nullable KubernetesClient client;
    private volatile List<ChangeEventSource<?, CloudLoadBalancer>> needed = List.of();

    /** @param ingressClasses names of classes that are ours whatever they say, option {@code --ingress-classes} */
    public ObserveSources(TkeController tke, Set<String> ingressClasses, EventTimes times, Clock clock) {
        this.tke = tke;
        this.ingressClaims = new IngressClaims(ingressClasses, cache::ingressClass);
        this.times = times;
        this.missing = new MissingPods(this::pod, clock);
    }

    private Optional<Pod> pod(PodQuestions.Question question) {
        return new LiveReads(Objects.requireNonNull(client))
                .find(Pod.class, question.namespace(), question.pod().name())
                .map(cache.pods::trimmed);
    }

    /**
     * The item store of the controller's own informer, by which events find the objects that they concern. Together with
     * {@link ChangeEventSource#LIST_LIMIT} it belongs into the controller's configuration.
     */
    public IndexedStore<CloudLoadBalancer> primaryStore() {
        return cache.loadBalancers;
    }

    public List<EventSource<?, CloudLoadBalancer>> create(EventSourceContext<CloudLoadBalancer> context) {
        client = context.getClient();
        needed = List.of(
                over(Service.class, cache.services, concerns::ofService, context),
                over(EndpointSlice.class, cache.slices, concerns::ofSlice, context),
                ChangeEventSource.over(Pod.class, cache.pods, seen(concerns::ofPod), missing::deleted, context));
        List<EventSource<?, CloudLoadBalancer>> all = new ArrayList<>(needed);
        all.add(over(Ingress.class, cache.ingresses, concerns::ofIngress, context));
        all.add(over(IngressClass.class, cache.ingressClasses, concerns::ofClass, context));
        all.add(over(ExternalBackend.class, cache.externals, concerns::ofExternal, context));
        all.add(over(Node.class, cache.nodes, concerns::ofNode, context));
        all.add(tke.source(context, concerns::ofTke));
        all.add(missing.source());
        all.add(remade);
        return all;
    }

    /** To be called when the framework has done with the deletion of a CloudLoadBalancer of that name. */
    public void forgotten(ResourceID name) {
        remade.forgotten(name);
    }

    private <R extends HasMetadata> ChangeEventSource<R, CloudLoadBalancer> over(
            Class<R> type,
            IndexedStore<R> store,
            Function<R, Set<ResourceID>> concerned,
            EventSourceContext<CloudLoadBalancer> context) {
        return ChangeEventSource.over(type, store, seen(concerned), context);
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
        return !needed.isEmpty() && needed.stream().allMatch(source -> source.trusted());
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
        return ServiceClaims.of(service, true, tke.active());
    }

    Claim claim(Ingress ingress) {
        return ingressClaims.of(ingress, true);
    }
}
