package io.enidirect.operator.observe;

import io.enidirect.cloud.IpAddresses;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.ExternalBackendSpec;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.kinds.ClusterView;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.Outline;
import io.enidirect.operator.kinds.Related;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kinds.SourceTrim;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of the cluster without asking it: by name and by index, never by a scan. */
final class ClusterCache implements ClusterView {
    /** What load balancers are concerned with, by {@code namespace/name}. */
    interface Wanted {
        /** As something that feeds backends, or as a source. */
        boolean service(String key);

        boolean source(String kind, String key);

        /** As what a source is tuned by. */
        boolean config(String key);
    }

    private static final Wanted ALL = new Wanted() {
        @Override
        public boolean service(String key) {
            return true;
        }

        @Override
        public boolean source(String kind, String key) {
            return true;
        }

        @Override
        public boolean config(String key) {
            return true;
        }
    };

    static final String SERVICE_NAME = "kubernetes.io/service-name";

    private volatile Wanted wanted = ALL;

    final IndexedStore<CloudLoadBalancer> loadBalancers = new IndexedStore<>(Trim::loadBalancer);
    final IndexedStore<EndpointSlice> slices = new IndexedStore<>(
            Trim::slice, slice -> serviceOf(slice).filter(this::wantsEndpoints).isPresent(), Trim::outline);
    final IndexedStore<Pod> pods = new IndexedStore<>(Trim::pod);
    final IndexedStore<LoadBalancerProfile> profiles = new IndexedStore<>(Trim::profile);
    final IndexedStore<ExternalBackend> externals = new IndexedStore<>(Trim::external);
    final IndexedStore<TkeServiceConfig> configs =
            new IndexedStore<>(Trim::config, config -> wanted.config(key(config)), Trim::outline);
    final IndexedStore<Node> nodes = new IndexedStore<>(Trim::node);
    final IndexedStore<Namespace> namespaces = new IndexedStore<>(Trim::namespace);

    private final Map<String, SourceStore<?>> sources = new LinkedHashMap<>();
    private final Map<Related.Objects<?>, IndexedStore<?>> related = new LinkedHashMap<>();
    private final Map<String, SourcesOfProfile<?>> ofProfiles = new LinkedHashMap<>();
    private final SourceStore<Service> serviceSources;
    /** They feed backends, whether they are sources or not. */
    final IndexedStore<Service> services;

    private final IndexedStore<EndpointSlice>.Index slicesOfService =
            slices.index(slice -> serviceOf(slice).map(Set::of).orElse(Set.of()));
    private final IndexedStore<Pod>.Index podsAtAddress = pods.index(ClusterAddresses::of);
    private final IndexedStore<Node>.Index nodesAtAddress = nodes.index(ClusterAddresses::of);
    private final IndexedStore<Service>.Index servicesAtAddress;
    private final IndexedStore<CloudLoadBalancer>.Index loadBalancersAtAddress =
            loadBalancers.index(ClusterAddresses::of);

    ClusterCache(Kinds kinds) {
        kinds.all().forEach(kind -> {
            sources.put(kind.name(), store(kind));
            kind.related()
                    .forEach(each ->
                            related.computeIfAbsent(each.objects(), objects -> new IndexedStore<>(each.kept())));
        });
        sources.forEach((name, store) -> ofProfiles.put(name, new SourcesOfProfile<>(store, this)));
        serviceSources = sources(kinds.of(Service.class).orElseThrow());
        services = serviceSources.objects();
        servicesAtAddress = services.index(ClusterAddresses::of);
    }

    private <P extends HasMetadata> SourceStore<P> store(SourceKind<P> kind) {
        SourceTrim<P> trim = kind.trim();
        return new SourceStore<>(
                kind,
                new IndexedStore<>(
                        trim::full,
                        source -> concernsSomebody(kind.name(), source) || trim.alwaysFull(source),
                        trim::outline));
    }

    private boolean concernsSomebody(String kind, HasMetadata source) {
        return wanted.source(kind, key(source)) || (source instanceof Service && wanted.service(key(source)));
    }

    List<SourceStore<?>> sources() {
        return List.copyOf(sources.values());
    }

    SourceStore<Service> serviceSources() {
        return serviceSources;
    }

    @SuppressWarnings("unchecked") // it was made for this kind
    <P extends HasMetadata> SourceStore<P> sources(SourceKind<P> kind) {
        return (SourceStore<P>) Objects.requireNonNull(sources.get(kind.name()), kind.name());
    }

    List<SourcesOfProfile<?>> ofProfiles() {
        return List.copyOf(ofProfiles.values());
    }

    @SuppressWarnings("unchecked") // it was made for this kind
    <P extends HasMetadata> SourcesOfProfile<P> ofProfiles(SourceKind<P> kind) {
        return (SourcesOfProfile<P>) Objects.requireNonNull(ofProfiles.get(kind.name()), kind.name());
    }

    @SuppressWarnings("unchecked") // it was made for this type
    <R extends HasMetadata> IndexedStore<R> related(Related.Objects<R> objects) {
        return (IndexedStore<R>) Objects.requireNonNull(related.get(objects));
    }

    @Override
    public <R extends HasMetadata> Optional<R> find(Class<R> type, @Nullable String namespace, String name) {
        return stores(type)
                .flatMap(store -> Stream.ofNullable(store.get(Cache.namespaceKeyFunc(namespace, name))))
                .findFirst();
    }

    @Override
    public <R extends HasMetadata> Stream<R> all(Class<R> type) {
        return stores(type).flatMap(IndexedStore::values);
    }

    @SuppressWarnings("unchecked") // of that type
    private <R extends HasMetadata> Stream<IndexedStore<R>> stores(Class<R> type) {
        if (type.equals(LoadBalancerProfile.class)) {
            return Stream.of((IndexedStore<R>) profiles);
        }
        if (type.equals(TkeServiceConfig.class)) {
            return Stream.of((IndexedStore<R>) configs);
        }
        return type.equals(Namespace.class)
                ? Stream.of((IndexedStore<R>) namespaces)
                : related.entrySet().stream()
                        .filter(entry -> entry.getKey().type().equals(type))
                        .map(entry -> (IndexedStore<R>) entry.getValue());
    }

    /** From now on the rest is kept in outline; to be called before anything is kept. */
    void keepInFull(Wanted which) {
        wanted = which;
    }

    /** Whether a load balancer is concerned with it, or will be at once. */
    private boolean wantsEndpoints(String service) {
        Service known = services.get(service);
        return wanted.service(service)
                || (known != null && serviceSources.kind().asks(known));
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

    /** Whether more than one pod says that it has this address, in its one spelling. */
    boolean severalAt(String address) {
        return podsAtAddress.crowded(address);
    }

    /** Whether it is an address of a node, in its one spelling. */
    boolean isNode(String address) {
        return nodesAtAddress.has(address);
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
        return isNode(address)
                || podsAtAddress.at(address).stream().anyMatch(pod -> !ServiceEndpoints.finished(pod))
                || servicesAtAddress.has(address)
                || loadBalancersAtAddress.has(address);
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
