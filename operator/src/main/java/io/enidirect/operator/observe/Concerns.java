package io.enidirect.operator.observe;

import static io.enidirect.operator.observe.ClusterCache.key;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.operator.claim.IngressClaims;
import io.enidirect.operator.claim.ServiceClaims;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a change in the cluster concerns: always by index, never by a scan. What an Ingress names counts from its spec on,
 * before any record says so and whether it exists or not.
 */
final class Concerns {
    private static final String BY_ANNOTATION = "";

    private final ClusterCache cache;
    private final IndexedStore<CloudLoadBalancer>.Index namingService;
    private final IndexedStore<CloudLoadBalancer>.Index namingIngress;
    private final IndexedStore<CloudLoadBalancer>.Index namingExternal;
    private final IndexedStore<Ingress>.Index ingressesNamingService;
    private final IndexedStore<Ingress>.Index ingressesNamingExternal;
    private final IndexedStore<Ingress>.Index ingressesOfClass;
    private final IndexedStore<Service>.Index claimedByAnnotation;
    private final IndexedStore<EndpointSlice>.Index slicesNamingPod;
    private final IndexedStore<ExternalBackend>.Index externalsAtAddress;

    Concerns(ClusterCache cache) {
        this.cache = cache;
        namingService = cache.loadBalancers.index(object -> Named.by(object).serviceKeys());
        namingIngress = cache.loadBalancers.index(object -> Named.by(object).ingressKeys());
        namingExternal = cache.loadBalancers.index(object -> Named.by(object).externalKeys());
        ingressesNamingService =
                cache.ingresses.index(ingress -> IngressBackends.of(ingress).services());
        ingressesNamingExternal =
                cache.ingresses.index(ingress -> IngressBackends.of(ingress).externals());
        ingressesOfClass = cache.ingresses.index(IngressClaims::classNames);
        claimedByAnnotation = cache.services.index(
                service -> ServiceClaims.asksByAnnotation(service) ? Set.of(BY_ANNOTATION) : Set.of());
        slicesNamingPod = cache.slices.index(ClusterCache::podsOf);
        externalsAtAddress = cache.externals.index(ClusterAddresses::of);
    }

    Set<ResourceID> ofService(Service service) {
        return ids(Stream.concat(byService(key(service)), byAddresses(ClusterAddresses.of(service))));
    }

    Set<ResourceID> ofSlice(EndpointSlice slice) {
        return ids(ClusterCache.serviceOf(slice).stream().flatMap(this::byService));
    }

    Set<ResourceID> ofPod(Pod pod) {
        return ids(Stream.of(byServicesOf(pod), byRivalsOf(pod), byAddresses(ClusterAddresses.of(pod)))
                .flatMap(each -> each));
    }

    /** Those for which it is one of their Services' pods. */
    Set<ResourceID> ofServicesOf(Pod pod) {
        return ids(byServicesOf(pod));
    }

    private Stream<CloudLoadBalancer> byServicesOf(Pod pod) {
        return slicesNamingPod.at(key(pod)).stream()
                .flatMap(slice -> ClusterCache.serviceOf(slice).stream())
                .distinct()
                .flatMap(this::byService);
    }

    /** An address has one owner: who waits for it hears of every change of the others. */
    private Stream<CloudLoadBalancer> byRivalsOf(Pod pod) {
        return AddressOwners.hostNetwork(pod)
                ? Stream.of()
                : ClusterAddresses.of(pod).stream()
                        .flatMap(ip -> cache.podsAt(ip).stream())
                        .filter(rival -> !rival.getMetadata()
                                .getNamespace()
                                .equals(pod.getMetadata().getNamespace()))
                        .flatMap(this::byServicesOf);
    }

    Set<ResourceID> ofNode(Node node) {
        return ids(byAddresses(ClusterAddresses.of(node)));
    }

    Set<ResourceID> ofIngress(Ingress ingress) {
        return ids(byIngress(ingress));
    }

    Set<ResourceID> ofClass(IngressClass ingressClass) {
        return ids(ingressesOfClass.at(ingressClass.getMetadata().getName()).stream()
                .flatMap(this::byIngress));
    }

    Set<ResourceID> ofExternal(ExternalBackend external) {
        return ids(byExternal(external));
    }

    /** TKE's controller answers to the annotation alone. */
    Set<ResourceID> ofTke() {
        return ids(claimedByAnnotation.at(BY_ANNOTATION).stream().flatMap(service -> byService(key(service))));
    }

    private Stream<CloudLoadBalancer> byService(String service) {
        return Stream.concat(
                namingService.at(service).stream(),
                ingressesNamingService.at(service).stream().flatMap(this::byIngress));
    }

    private Stream<CloudLoadBalancer> byIngress(Ingress ingress) {
        return namingIngress.at(key(ingress)).stream();
    }

    private Stream<CloudLoadBalancer> byExternal(ExternalBackend external) {
        String key = key(external);
        return Stream.concat(
                namingExternal.at(key).stream(),
                ingressesNamingExternal.at(key).stream().flatMap(this::byIngress));
    }

    private Stream<CloudLoadBalancer> byAddresses(Set<String> addresses) {
        return addresses.stream()
                .flatMap(address -> externalsAtAddress.at(address).stream())
                .flatMap(this::byExternal);
    }

    private static Set<ResourceID> ids(Stream<CloudLoadBalancer> loadBalancers) {
        return loadBalancers.map(ResourceID::fromResource).collect(Collectors.toSet());
    }
}
