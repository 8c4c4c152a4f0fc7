package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.claim.ServiceClaims;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The first step of a reconcile: what is, as values. */
public final class Observer {
    private final Settings settings;
    private final Clock clock;
    private final CloudMemory cloud;
    private final ObserveSources sources;

    public Observer(Settings settings, Clock clock, CloudMemory cloud, ObserveSources sources) {
        this.settings = settings;
        this.clock = clock;
        this.cloud = cloud;
        this.sources = sources;
    }

    /**
     * Reads the caches; of the API server only where they miss a Service that the object names, and before a fall from
     * many targets to none.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException where such a read of a Service gets no answer
     */
    public Snapshot observe(CloudLoadBalancer object, Context<CloudLoadBalancer> context) {
        return observe(object, new LiveReads(context.getClient()));
    }

    Snapshot observe(CloudLoadBalancer object, LiveReads live) {
        String name = object.getMetadata().getName();
        Observed observed = cloud.observed(name);
        Named named = Named.by(object);
        Services services = new Services(sources.cache(), live);
        List<Source> existing = named.services()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .flatMap(ref -> source(ref, services).stream())
                .toList();
        return new Snapshot(
                clock.instant(),
                settings,
                object,
                existing,
                endpoints(named, existing, observed, services, live),
                Map.of(),
                observed,
                cloud.memory(name));
    }

    /** Only an object that names a Service comes here, so that its claim is one that was made. */
    private Optional<Source> source(SourceRef ref, Services services) {
        return services.of(ref)
                .map(service -> new Source(ref, ServiceClaims.of(service, true, sources.tkeActive()), service));
    }

    private Map<String, ServiceEndpoints> endpoints(
            Named named, List<Source> existing, Observed observed, Services services, LiveReads live) {
        Set<String> origins = new HashSet<>();
        existing.forEach(source -> origins.add(ClusterCache.key(source.object())));
        named.feeds().forEach(feed -> origins.add(feed.service()));
        EndpointReads reads = new EndpointReads(sources, live, named, observed);
        Map<String, ServiceEndpoints> endpoints = new HashMap<>();
        origins.forEach(origin ->
                endpoints.put(origin, reads.of(origin, services.at(origin).orElse(null))));
        return endpoints;
    }

    /** Services by name, each asked for at most once past the cache. */
    private static final class Services {
        private final ClusterCache cache;
        private final LiveReads live;
        private final Map<String, Optional<Service>> asked = new HashMap<>();

        Services(ClusterCache cache, LiveReads live) {
            this.cache = cache;
            this.live = live;
        }

        /** The Service of that uid. Where the cache has another one, either may be the older. */
        Optional<Service> of(SourceRef ref) {
            return cached(ref.namespace(), ref.name())
                    .filter(service -> isOf(service, ref))
                    .or(() -> read(ref.namespace(), ref.name()).filter(service -> isOf(service, ref)));
        }

        Optional<Service> at(String key) {
            String[] parts = key.split("/", 2);
            return cached(parts[0], parts[1]).or(() -> read(parts[0], parts[1]));
        }

        private Optional<Service> cached(String namespace, String name) {
            Optional<Service> read = asked.get(namespace + "/" + name);
            return read != null ? read : cache.services.find(namespace, name);
        }

        private Optional<Service> read(String namespace, String name) {
            return asked.computeIfAbsent(namespace + "/" + name, key -> live.service(namespace, name));
        }

        private static boolean isOf(Service service, SourceRef ref) {
            return ref.uid().equals(service.getMetadata().getUid());
        }
    }
}
