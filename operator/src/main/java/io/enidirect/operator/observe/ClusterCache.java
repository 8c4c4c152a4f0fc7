package io.enidirect.operator.observe;

import io.enidirect.cloud.IpAddresses;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.ExternalBackendSpec;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.operator.claim.ServiceClaims;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.fabric8.kubernetes.api.model.ConfigMap;
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
    /** What load balancers are concerned with, by {@code namespace/name}. */
    interface Wanted {
        boolean service(String key);

        boolean ingress(String key);
    }

    private static final Wanted ALL = new Wanted() {
        @Override
        public boolean service(String key) {
            return true;
        }

        @Override
        public boolean ingress(String key) {
            return true;
        }
    };

    static final String SERVICE_NAME = "kubernetes.io/service-name";

    private volatile Wanted wanted = ALL;

    final IndexedStore<CloudLoadBalancer> loadBalancers = new IndexedStore<>(Trim::loadBalancer);
    final IndexedStore<Service> services = new IndexedStore<>(
            Trim::serviceInFull, service -> wanted.service(key(service)) || Trim.isPublished(service), Outline::of);
    final IndexedStore<EndpointSlice> slices = new IndexedStore<>(
            Trim::slice, slice -> serviceOf(slice).filter(this::wantsEndpoints).isPresent(), Outline::of);
    final IndexedStore<Pod> pods = new IndexedStore<>(Trim::pod);
    final IndexedStore<Ingress> ingresses =
            new IndexedStore<>(Trim::ingressInFull, ingress -> wanted.ingress(key(ingress)), Outline::published);
    final IndexedStore<IngressClass> ingressClasses = new IndexedStore<>(Trim::ingressClass);
    final IndexedStore<LoadBalancerProfile> profiles = new IndexedStore<>(Trim::profile);
    final IndexedStore<ExternalBackend> externals = new IndexedStore<>(Trim::external);
    final IndexedStore<Node> nodes = new IndexedStore<>(Trim::node);
    final IndexedStore<ConfigMap> configMaps = new IndexedStore<>(Trim::configMap);

    private final IndexedStore<EndpointSlice>.Index slicesOfService =
            slices.index(slice -> serviceOf(slice).map(Set::of).orElse(Set.of()));
    private final IndexedStore<Pod>.Index podsAtAddress = pods.index(ClusterAddresses::of);
    private final IndexedStore<Node>.Index nodesAtAddress = nodes.index(ClusterAddresses::of);
    private final IndexedStore<Service>.Index servicesAtAddress = services.index(ClusterAddresses::of);
    private final IndexedStore<CloudLoadBalancer>.Index loadBalancersAtAddress =
            loadBalancers.index(ClusterAddresses::of);

    /** From now on the rest is kept in outline; to be called before anything is kept. */
    void keepInFull(Wanted which) {
        wanted = which;
    }

    /** Whether a load balancer is concerned with it, or will be at once. */
    private boolean wantsEndpoints(String service) {
        Service known = services.get(service);
        return wanted.service(service) || (known != null && ServiceClaims.asks(known));
    }

    List<EndpointSlice> slicesOf(String service) {
        return slicesOfService.at(service);
    }

    /** In full, also where nobody was concerned with them before: they are read then, and kept so from now on. */
    List<EndpointSlice> slicesOf(String service, LiveReads live) {
        List<EndpointSlice> kept = slicesOf(service);
        if (kept.stream().noneMatch(Outline::is)) {
            return kept;
        }
        String[] parts = service.split("/", 2);
        List<EndpointSlice> read = live.slicesOf(parts[0], parts[1]);
        read.forEach(slices::fill);
        return read;
    }

    List<Pod> podsAt(String ip) {
        return podsAtAddress.at(IpAddresses.canonical(ip));
    }

    /** Whether this pod, and no other, says that it has this address. */
    boolean aloneAt(Pod pod, String ip) {
        return podsAtAddress.alone(pod, IpAddresses.canonical(ip));
    }

    /** Whether it is an address of a node. */
    boolean isNode(String ip) {
        return !nodesAtAddress.at(IpAddresses.canonical(ip)).isEmpty();
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
                || podsAtAddress.at(address).stream().anyMatch(pod -> !ServiceEndpoints.finished(pod))
                || !servicesAtAddress.at(address).isEmpty()
                || !loadBalancersAtAddress.at(address).isEmpty();
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
