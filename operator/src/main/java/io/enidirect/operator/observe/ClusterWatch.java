package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.LoadBalancerProfile;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
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

    /** The start waits for no kind any longer: what goes wrong with one is not to stop all others. */
    public static final Duration LONGEST_SYNC = Duration.ofSeconds(20);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final KubernetesClient client;
    private final ClusterCache cache = new ClusterCache();
    private final Concerns concerns = new Concerns(cache);
    private final TkeController tke;
    private final Watched<CloudLoadBalancer> loadBalancers =
            new Watched<>(CloudLoadBalancer.class, cache.loadBalancers);
    private final Watched<Service> services = new Watched<>(Service.class, cache.services);
    private final Watched<Ingress> ingresses = new Watched<>(Ingress.class, cache.ingresses);
    private final Watched<IngressClass> ingressClasses = new Watched<>(IngressClass.class, cache.ingressClasses);
    private final Watched<LoadBalancerProfile> profiles = new Watched<>(LoadBalancerProfile.class, cache.profiles);
    private final Watched<ConfigMap> configMaps = new Watched<>(ConfigMap.class, cache.configMaps);
    final Watched<EndpointSlice> slices = new Watched<>(EndpointSlice.class, cache.slices);
    final Watched<Pod> pods = new Watched<>(Pod.class, cache.pods);
    final Watched<ExternalBackend> externals = new Watched<>(ExternalBackend.class, cache.externals);
    final Watched<Node> nodes = new Watched<>(Node.class, cache.nodes);
    private final List<Watched<?>> kinds = List.of(
            loadBalancers, services, ingresses, ingressClasses, profiles, configMaps, slices, pods, externals, nodes);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean started;

    /** @param claimBesideTke option {@code --claim-beside-tke} */
    public ClusterWatch(KubernetesClient client, boolean claimBesideTke) {
        this.client = client;
        this.tke = new TkeController(claimBesideTke, cache.configMaps);
        cache.keepInFull(concerns);
    }

    public Watched<CloudLoadBalancer> loadBalancers() {
        return loadBalancers;
    }

    public Watched<Service> services() {
        return services;
    }

    public Watched<Ingress> ingresses() {
        return ingresses;
    }

    public Watched<IngressClass> ingressClasses() {
        return ingressClasses;
    }

    public Watched<LoadBalancerProfile> profiles() {
        return profiles;
    }

    /** TKE's, and no other. */
    public Watched<ConfigMap> configMaps() {
        return configMaps;
    }

    public TkeController tke() {
        return tke;
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
        watch(services, Service.class);
        watch(ingresses, Ingress.class);
        watch(ingressClasses, IngressClass.class);
        watch(profiles, LoadBalancerProfile.class);
        watch(slices, EndpointSlice.class);
        watch(pods, Pod.class);
        watch(externals, ExternalBackend.class);
        watch(nodes, Node.class);
        configMaps.watch(
                client.configMaps()
                        .inNamespace(TkeController.NAMESPACE)
                        .withField("metadata.name", TkeController.CONFIG_MAP)
                        .withLimit(LIST_LIMIT),
                LONGEST_SYNC);
        loadBalancers.informer().start();
        while (!loadBalancers.informer().synced()) {
            if (closedMeanwhile()) {
                return;
            }
        }
        startOthers();
        started = true;
    }

    private <R extends HasMetadata> void watch(Watched<R> watched, Class<R> type) {
        watched.watch(client.resources(type).inAnyNamespace().withLimit(LIST_LIMIT), LONGEST_SYNC);
    }

    private boolean closedMeanwhile() {
        try {
            return closed.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
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
        return kinds(informer -> !informer.trusted());
    }

    /** The kinds whose informers will do nothing any more. */
    public List<String> stopped() {
        return kinds(informer -> !informer.running());
    }

    private List<String> kinds(Predicate<Informer> which) {
        return kinds.stream()
                .filter(kind -> which.test(kind.informer()))
                .map(Watched::kind)
                .sorted()
                .toList();
    }

    /** To be called when the controllers have stopped. */
    @Override
    public void close() {
        closed.countDown();
        kinds.forEach(Watched::stop);
        log.atDebug().log("Nothing is watched any more");
    }
}
