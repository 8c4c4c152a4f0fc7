package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.claim.ServiceClaims;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of the cluster without asking it, and whom a change in it concerns: always by index, never by a scan. */
final class ClusterCache {
    static final String SERVICE_NAME = "kubernetes.io/service-name";

    private static final String BY_ANNOTATION = "";

    final IndexedStore<CloudLoadBalancer> loadBalancers = new IndexedStore<>(Trim::loadBalancer);
    final IndexedStore<Service> services = new IndexedStore<>(Trim::service);
    final IndexedStore<EndpointSlice> slices = new IndexedStore<>(Trim::slice);
    final IndexedStore<Pod> pods = new IndexedStore<>(Trim::pod);

    private final IndexedStore<CloudLoadBalancer>.Index namingService =
            loadBalancers.index(object -> Named.by(object).serviceKeys());
    private final IndexedStore<Service>.Index claimedByAnnotation =
            services.index(service -> ServiceClaims.asksByAnnotation(service) ? Set.of(BY_ANNOTATION) : Set.of());
    private final IndexedStore<EndpointSlice>.Index slicesOfService =
            slices.index(slice -> serviceOf(slice).map(Set::of).orElse(Set.of()));
    private final IndexedStore<EndpointSlice>.Index slicesNamingPod = slices.index(ClusterCache::podsOf);
    private final IndexedStore<Pod>.Index podsAtAddress = pods.index(ClusterCache::addressesOf);

    List<EndpointSlice> slicesOf(String service) {
        return slicesOfService.at(service);
    }

    List<Pod> podsAt(String ip) {
        return podsAtAddress.at(ip);
    }

    Set<ResourceID> concernedByService(Service service) {
        return loadBalancersOf(Stream.of(key(service)));
    }

    Set<ResourceID> concernedBySlice(EndpointSlice slice) {
        return loadBalancersOf(serviceOf(slice).stream());
    }

    Set<ResourceID> concernedByPod(Pod pod) {
        return loadBalancersOf(slicesNamingPod.at(key(pod)).stream().flatMap(slice -> serviceOf(slice).stream()));
    }

    /** TKE's controller answers to the annotation alone. */
    Set<ResourceID> concernedByTke() {
        return loadBalancersOf(claimedByAnnotation.at(BY_ANNOTATION).stream().map(ClusterCache::key));
    }

    private Set<ResourceID> loadBalancersOf(Stream<String> services) {
        return services.flatMap(service -> namingService.at(service).stream())
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    static String key(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }

    private static Optional<String> serviceOf(EndpointSlice slice) {
        return Optional.ofNullable(slice.getMetadata().getLabels())
                .map(labels -> labels.get(SERVICE_NAME))
                .map(service -> slice.getMetadata().getNamespace() + "/" + service);
    }

    /** As {@code namespace/name}, of the slice's own namespace: a target is never a pod of another. */
    static Set<String> podsOf(EndpointSlice slice) {
        return slice.getEndpoints().stream()
                .flatMap(endpoint -> Optional.ofNullable(endpoint.getTargetRef()).stream())
                .filter(target -> "Pod".equals(target.getKind()))
                .map(ObjectReference::getName)
                .map(pod -> slice.getMetadata().getNamespace() + "/" + pod)
                .collect(Collectors.toSet());
    }

    private static Set<String> addressesOf(Pod pod) {
        return pod.getStatus() == null
                ? Set.of()
                : pod.getStatus().getPodIPs().stream().map(PodIP::getIp).collect(Collectors.toSet());
    }
}
