package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.annotations.TuningWish;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.ExternalEndpoints;
import io.enidirect.operator.snapshot.Limits;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The first step of a reconcile: what is, as values. */
public final class Observer {
    private final Settings settings;
    private final Supplier<Limits> limits;
    private final Clock clock;
    private final CloudMemory cloud;
    private final ObserveSources sources;
    private final Misses misses;

    /** @param limits what the account may have, as last heard */
    public Observer(
            Settings settings, Supplier<Limits> limits, Clock clock, CloudMemory cloud, ObserveSources sources) {
        this.settings = settings;
        this.limits = limits;
        this.clock = clock;
        this.cloud = cloud;
        this.sources = sources;
        this.misses = new Misses(clock);
    }

    public Kinds kinds() {
        return sources.kinds();
    }

    /**
     * Reads the caches; of the API server only where they miss a source or what something programmed hangs on, and before a
     * fall from many targets to none.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException where such a read of an object gets no answer
     */
    public Snapshot observe(CloudLoadBalancer object, Context<CloudLoadBalancer> context) {
        return observe(object, new LiveReads(context.getClient()));
    }

    Snapshot observe(CloudLoadBalancer object, LiveReads live) {
        Settings mine = settings.within(limits.get());
        String name = object.getMetadata().getName();
        ClusterCache cache = sources.cache();
        Observed observed = cloud.observed(name);
        NamedObjects named = NamedObjects.by(object);
        SourceReads objects = new SourceReads(cache, live, misses);
        List<Source> existing = named.sources().stream()
                .flatMap(ref -> objects.existing(ref).stream())
                .map(source -> goneFrom(object, source))
                .sorted(Comparator.comparing(source -> source.ref().key()))
                .toList();
        Origins origins = Origins.of(
                sources.kinds(),
                named,
                existing,
                object.recorded(),
                mine.limits().rulesPerListener());
        EndpointReads reads = new EndpointReads(sources, live, object, cloud);
        Set<String> fed = named.serviceKeys();
        Map<String, ServiceEndpoints> endpoints = new HashMap<>();
        origins.services()
                .forEach((key, asking) -> endpoints.put(
                        key,
                        reads.of(
                                key,
                                objects.services().at(key, fed.contains(key)).orElse(null),
                                asking)));
        return new Snapshot(
                clock.instant(),
                mine,
                object,
                existing,
                endpoints,
                externals(
                        origins,
                        named,
                        reads,
                        new Lookup<>(ExternalBackend.class, cache.externals, UnaryOperator.identity(), live, misses)),
                configs(
                        existing,
                        new Lookup<>(TkeServiceConfig.class, cache.configs, UnaryOperator.identity(), live, misses)),
                observed,
                cloud.memory(name));
    }

    /** Its front waits for the end of this one, to make the other one that it wants. */
    private static Source goneFrom(CloudLoadBalancer object, Source source) {
        SourceRef own = object.getSpec().source();
        return object.givenUp() && source.ref().equals(own)
                ? new Source(source.ref(), Claim.ENDED, source.object())
                : source;
    }

    /** One that the cache misses holds what stands until an event tells that it is there. */
    private static Map<String, TkeServiceConfig> configs(List<Source> sources, Lookup<TkeServiceConfig> objects) {
        Map<String, TkeServiceConfig> configs = new HashMap<>();
        sources.stream()
                .flatMap(source -> TuningWish.configs(source.object()).stream())
                .forEach(key -> objects.at(key, false).ifPresent(config -> configs.put(key, config)));
        return configs;
    }

    private Map<String, ExternalEndpoints> externals(
            Origins origins, NamedObjects named, EndpointReads reads, Lookup<ExternalBackend> objects) {
        Set<String> fed = named.externalKeys();
        Map<String, ExternalEndpoints> externals = new HashMap<>();
        for (String key : origins.externals()) {
            Optional<ExternalBackend> object = objects.at(key, fed.contains(key));
            externals.put(
                    key,
                    new ExternalEndpoints(
                            object.orElse(null),
                            object.map(sources.cache()::inCluster).orElse(Set.of()),
                            reads.before(key)));
        }
        return externals;
    }
}
