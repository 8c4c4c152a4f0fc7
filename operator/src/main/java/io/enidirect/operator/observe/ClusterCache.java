package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.ExternalBackendSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of the cluster without asking it: by name and by index, never by a scan. */
final class ClusterCache {
    static final String SERVICE_NAME = "kubernetes.io/service-name";

    final IndexedStore<CloudLoadBalancer> loadBalancers = new IndexedStore<>(Trim::loadBalancer);
    final IndexedStore<Service> services = new IndexedStore<>(Trim::service);
    final IndexedStore<EndpointSlice> slices = new IndexedStore<>(Trim::slice);
    final IndexedStore<Pod> pods = new IndexedStore<>(Trim::pod);
    final IndexedStore<Ingress> ingresses = new IndexedStore<>(Trim::ingress);
    final IndexedStore<IngressClass> ingressClasses = new IndexedStore<>(Trim::ingressClass);
    final IndexedStore<ExternalBackend> externals = new IndexedStore<>(Trim::external);
    final IndexedStore<Node> nodes = new IndexedStore<>(Trim::node);

    private final IndexedStore<EndpointSlice>.Index slicesOfService =
            slices.index(slice -> serviceOf(slice).map(Set::of).orElse(Set.of()));
    private final IndexedStore<Pod>.Index podsAtAddress = pods.index(ClusterAddresses::of);
    private final IndexedStore<Node>.Index nodesAtAddress = nodes.index(ClusterAddresses::of);
    private final IndexedStore<Service>.Index servicesAtAddress = services.index(ClusterAddresses::of);
    private final IndexedStore<CloudLoadBalancer>.Index loadBalancersAtAddress =
            loadBalancers.index(ClusterAddresses::of);

    List<EndpointSlice> slicesOf(String service) {
        return slicesOfService.at(service);
    }

    List<Pod> podsAt(String ip) {
        return ClusterAddresses.normal(ip).map(podsAtAddress::at).orElse(List.of());
    }

    /** Whether it is an address of a node. */
    boolean isNode(String ip) {
        return ClusterAddresses.normal(ip)
                .filter(address -> !nodesAtAddress.at(address).isEmpty())
                .isPresent();
    }

    Optional<IngressClass> ingressClass(String name) {
        return Optional.ofNullable(ingressClasses.get(name));
    }

    /**
     * Those of its addresses, as it spells them, that are not outside the cluster at all. Only what the system assigned
     * counts: by what a tenant can write, he would cut off another's targets.
     */
    Set<String> inCluster(ExternalBackend external) {
        return external.getSpec() == null
                ? Set.of()
                : external.getSpec().addresses().stream()
                        .map(ExternalBackendSpec.Address::ip)
                        .filter(ip -> ClusterAddresses.normal(ip)
                                .filter(this::assigned)
                                .isPresent())
                        .collect(Collectors.toSet());
    }

    private boolean assigned(String address) {
        return !nodesAtAddress.at(address).isEmpty()
                || podsAtAddress.at(address).stream().anyMatch(ClusterCache::living)
                || !servicesAtAddress.at(address).isEmpty()
                || !loadBalancersAtAddress.at(address).isEmpty();
    }

    /** A finished pod has given its address back. */
    private static boolean living(Pod pod) {
        String phase = pod.getStatus().getPhase();
        return !"Succeeded".equals(phase) && !"Failed".equals(phase);
    }

    static String key(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }

    static Optional<String> serviceOf(EndpointSlice slice) {
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
}
