package io.enidirect.operator.observe;

import static io.enidirect.operator.observe.ClusterCache.key;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.kinds.Related;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a change in the cluster concerns: always by index, never by a scan. What a source names counts from its spec on,
 * before any record says so and whether it exists or not.
 */
final class Concerns implements ClusterCache.Wanted {
    private final ClusterCache cache;
    private final IndexedStore<CloudLoadBalancer>.Index namingService;
    private final IndexedStore<CloudLoadBalancer>.Index namingSource;
    private final IndexedStore<CloudLoadBalancer>.Index namingExternal;
    private final IndexedStore<EndpointSlice>.Index slicesNamingPod;
    private final IndexedStore<ExternalBackend>.Index externalsAtAddress;

    Concerns(ClusterCache cache) {
        this.cache = cache;
        namingService =
                cache.loadBalancers.index(object -> NamedObjects.by(object).serviceKeys());
        namingSource =
                cache.loadBalancers.index(object -> NamedObjects.by(object).sourceKeys());
        namingExternal =
                cache.loadBalancers.index(object -> NamedObjects.by(object).externalKeys());
        slicesNamingPod = cache.slices.index(ClusterCache::podsOf);
        externalsAtAddress = cache.externals.index(ClusterAddresses::of);
    }

    /** What the record names and what a source does that may be ours. */
    @Override
    public boolean service(String key) {
        return !namingService.at(key).isEmpty()
                || cache.sources().stream()
                        .anyMatch(sources -> !sources.namingService(key).isEmpty());
    }

    @Override
    public boolean source(String kind, String key) {
        return !namingSource.at(NamedObjects.sourceKey(kind, key)).isEmpty();
    }

    /** What a source is tuned by that has a load balancer, or asks for one. */
    @Override
    public boolean config(String key) {
        return cache.sources().stream().anyMatch(sources -> sources.tunes(key));
    }

    /** A Service feeds backends, too. */
    Set<ResourceID> ofSource(HasMetadata source) {
        return ids(
                source instanceof Service service
                        ? Stream.concat(byService(key(service)), byAddresses(ClusterAddresses.of(service)))
                        : bySource(source));
    }

    /** Those whose sources hang on that object. */
    <R extends HasMetadata, P extends HasMetadata> Set<ResourceID> ofRelated(
            SourceStore<P> sources, Related<R, P> related, R object) {
        return ids(sources.on(related, object).stream().flatMap(this::bySource));
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

    /** Whose sources it may keep from what they ask for. */
    Set<ResourceID> ofProfile(LoadBalancerProfile profile) {
        return ids(cache.ofProfiles().stream()
                .flatMap(sources -> sources.of(profile.getMetadata().getName()))
                .flatMap(this::bySource));
    }

    /** A profile may let the sources of a namespace in by its labels. */
    Set<ResourceID> ofNamespace(Namespace namespace) {
        return ids(cache.sources().stream()
                .flatMap(sources -> sources.askingIn(namespace.getMetadata().getName()))
                .flatMap(this::bySource));
    }

    Set<ResourceID> ofExternal(ExternalBackend external) {
        return ids(byExternal(external));
    }

    private Stream<CloudLoadBalancer> byService(String service) {
        return Stream.concat(
                namingService.at(service).stream(),
                cache.sources().stream()
                        .flatMap(sources -> sources.namingService(service).stream())
                        .flatMap(this::bySource));
    }

    private Stream<CloudLoadBalancer> bySource(HasMetadata source) {
        return namingSource.at(NamedObjects.sourceKey(source.getKind(), key(source))).stream();
    }

    Set<ResourceID> ofConfig(TkeServiceConfig config) {
        return ids(cache.sources().stream()
                .flatMap(sources -> sources.tunedBy(config).stream())
                .flatMap(this::bySource));
    }

    private Stream<CloudLoadBalancer> byExternal(ExternalBackend external) {
        String key = key(external);
        return Stream.concat(
                namingExternal.at(key).stream(),
                cache.sources().stream()
                        .flatMap(sources -> sources.namingExternal(key).stream())
                        .flatMap(this::bySource));
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
