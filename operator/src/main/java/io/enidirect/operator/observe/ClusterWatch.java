package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.kinds.ClusterView;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.Related;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.snapshot.Timing;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is watched of the cluster: one informer a kind, whoever reads it. The controllers take their event sources from
 * here, and those whose own kinds are among these bring their informers along.
 */
public final class ClusterWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClusterWatch.class);

    /**
     * A limit makes the first list a read of the newest state, page by page; without one it may be answered from any
     * API server's cache, however old. A page is in memory as a whole, twice, and an object may have 1.5 MiB.
     */
    public static final long LIST_LIMIT = 20;

    /** The kinds of which there is the most to learn before one of them can be read. */
    public static final List<Class<? extends HasMetadata>> LARGE_KINDS = List.of(
            CloudLoadBalancer.class,
            TkeServiceConfig.class,
            Pod.class,
            Service.class,
            LoadBalancerProfile.class,
            Ingress.class);

    private final KubernetesClient client;
    private final Timing.Cluster timing;
    private final Kinds sourceKinds;
    private final ClusterCache cache;
    private final Concerns concerns;
    private final Watched<CloudLoadBalancer> loadBalancers;
    private final Watched<LoadBalancerProfile> profiles;
    private final Map<String, Watched<?>> sources = new LinkedHashMap<>();
    private final Map<Related.Objects<?>, Watched<?>> related = new LinkedHashMap<>();
    final Watched<EndpointSlice> slices;
    final Watched<Pod> pods;
    final Watched<ExternalBackend> externals;
    private final Watched<TkeServiceConfig> configs;
    final Watched<Node> nodes;
    private final Watched<Namespace> namespaces;
    private final List<Watched<?>> kinds = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean started;

    public ClusterWatch(KubernetesClient client, Kinds kinds) {
        this(client, kinds, Timing.HOUSE.cluster());
    }

    ClusterWatch(KubernetesClient client, Kinds sourceKinds, Timing.Cluster timing) {
        this.client = client;
        this.timing = timing;
        this.sourceKinds = sourceKinds;
        this.cache = new ClusterCache(sourceKinds);
        this.concerns = new Concerns(cache);
        cache.keepInFull(concerns);
        loadBalancers = watched(CloudLoadBalancer.class, cache.loadBalancers);
        profiles = watched(LoadBalancerProfile.class, cache.profiles);
        slices = watched(EndpointSlice.class, cache.slices);
        pods = watched(Pod.class, cache.pods);
        externals = watched(ExternalBackend.class, cache.externals);
        configs = watched(TkeServiceConfig.class, cache.configs);
        nodes = watched(Node.class, cache.nodes);
        namespaces = watched(Namespace.class, cache.namespaces);
        sourceKinds.all().forEach(this::watched);
    }

    private <R extends HasMetadata> Watched<R> watched(Class<R> type, IndexedStore<R> store) {
        Watched<R> watched = new Watched<>(type, store);
        kinds.add(watched);
        return watched;
    }

    private <P extends HasMetadata> void watched(SourceKind<P> kind) {
        sources.put(kind.name(), watched(kind.type(), cache.sources(kind).objects()));
        kind.related().forEach(each -> watched(each.objects()));
    }

    private <R extends HasMetadata> void watched(Related.Objects<R> objects) {
        if (!related.containsKey(objects)) {
            String some = objects.only() == null ? "" : " " + objects.only();
            Watched<R> watched = new Watched<>(objects.type(), some, cache.related(objects));
            kinds.add(watched);
            related.put(objects, watched);
        }
    }

    public Kinds kinds() {
        return sourceKinds;
    }

    /** What the sources' claims hang on, as it is known. */
    public ClusterView view() {
        return cache;
    }

    public Watched<CloudLoadBalancer> loadBalancers() {
        return loadBalancers;
    }

    public Watched<LoadBalancerProfile> profiles() {
        return profiles;
    }

    public Watched<TkeServiceConfig> configs() {
        return configs;
    }

    public Watched<Namespace> namespaces() {
        return namespaces;
    }

    /** The sources of that kind for which a profile may count. */
    public <P extends HasMetadata> SourcesOfProfile<P> ofProfiles(SourceKind<P> kind) {
        return cache.ofProfiles(kind);
    }

    @SuppressWarnings("unchecked") // it was made for this kind
    public <P extends HasMetadata> Watched<P> sources(SourceKind<P> kind) {
        return (Watched<P>) Objects.requireNonNull(sources.get(kind.name()), kind.name());
    }

    /** The sources of that kind, found by what they name. */
    public <P extends HasMetadata> SourceStore<P> store(SourceKind<P> kind) {
        return cache.sources(kind);
    }

    public <R extends HasMetadata> Watched<R> related(Related<R, ?> kind) {
        return related(kind.objects());
    }

    @SuppressWarnings("unchecked") // it was made for this type
    private <R extends HasMetadata> Watched<R> related(Related.Objects<R> objects) {
        return (Watched<R>) Objects.requireNonNull(related.get(objects));
    }

    ClusterCache cache() {
        return cache;
    }

    Concerns concerns() {
        return concerns;
    }

    KubernetesClient client() {
        return client;
    }

    /**
     * To be called when all controllers are registered and before they start: nobody is to reconcile before each kind is
     * known, or known not to be trusted. CloudLoadBalancers are waited for without end, and first: who does not see them
     * would make a second one, and what is kept of the other kinds depends on whom they name.
     */
    public void start() {
        watch(loadBalancers, CloudLoadBalancer.class);
        watch(profiles, LoadBalancerProfile.class);
        watch(slices, EndpointSlice.class);
        watch(pods, Pod.class);
        watch(externals, ExternalBackend.class);
        watch(configs, TkeServiceConfig.class);
        watch(nodes, Node.class);
        watch(namespaces, Namespace.class);
        sourceKinds.all().forEach(this::watch);
        related.keySet().forEach(this::watch);
        loadBalancers.informer().start();
        while (!loadBalancers.informer().synced()) {
            if (closedMeanwhile()) {
                return;
            }
        }
        startOthers();
        started = true;
    }

    private <P extends HasMetadata> void watch(SourceKind<P> kind) {
        watch(sources(kind), kind.type());
    }

    private <R extends HasMetadata> void watch(Related.Objects<R> objects) {
        Related.Single only = objects.only();
        if (only == null) {
            watch(related(objects), objects.type());
        } else {
            related(objects)
                    .watch(
                            client.resources(objects.type())
                                    .inNamespace(only.namespace())
                                    .withField("metadata.name", only.name())
                                    .withLimit(LIST_LIMIT),
                            timing.longestSync());
        }
    }

    private <R extends HasMetadata> void watch(Watched<R> watched, Class<R> type) {
        watched.watch(client.resources(type).inAnyNamespace().withLimit(LIST_LIMIT), timing.longestSync());
    }

    private boolean closedMeanwhile() {
        try {
            return closed.await(timing.syncedYet().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void startOthers() {
        List<Watched<?>> others =
                kinds.stream().filter(kind -> kind != loadBalancers).toList();
        ExecutorService starters = Executors.newFixedThreadPool(others.size());
        try {
            CompletableFuture.allOf(others.stream()
                            .map(kind -> CompletableFuture.runAsync(
                                    () -> kind.informer().start(), starters))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } finally {
            starters.shutdown();
        }
    }

    /** Whether {@link #start} has come to its end: until then nobody may reconcile. */
    public boolean started() {
        return started;
    }

    /** The kinds whose absent objects may be there all the same. */
    public List<String> untrusted() {
        return kinds(kind -> !kind.trusted());
    }

    /** The kinds that the start waits for just now. */
    public List<String> awaited() {
        return kinds(kind -> kind.running() && !kind.trusted());
    }

    /** The kinds whose informers will do nothing any more, or nothing yet. */
    public List<String> stopped() {
        return kinds(kind -> !kind.running());
    }

    private List<String> kinds(Predicate<Watched<?>> which) {
        return kinds.stream().filter(which).map(Watched::kind).sorted().toList();
    }

    /** To be called when the controllers have stopped. */
    @Override
    public void close() {
        closed.countDown();
        kinds.forEach(Watched::stop);
        log.atDebug().log("Nothing is watched any more");
    }
}
