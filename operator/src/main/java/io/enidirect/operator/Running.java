package io.enidirect.operator;

import io.enidirect.cloud.tencent.CredentialsSource;
import io.enidirect.cloud.tencent.Proxies;
import io.enidirect.cloud.tencent.TencentLoadBalancers;
import io.enidirect.cloud.tencent.TencentOptions;
import io.enidirect.operator.fencing.LeaseSettings;
import io.enidirect.operator.kubernetes.ApiServer;
import io.enidirect.operator.metrics.Metrics;
import io.enidirect.operator.observe.ClusterWatch;
import io.enidirect.operator.options.Options;
import io.enidirect.operator.status.StatusServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process: a controller with its connections to Kubernetes and the cloud, and its status server. */
final class Running implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Running.class);

    /** A pod has 30 s to end, and the controller needs up to 10 of them. */
    private static final int LONGEST_CLOSE_SECONDS = 20;

    private final KubernetesClient client;
    private final StatusServer server;
    private final Controller controller;
    private final CompletableFuture<Integer> ended;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Running(
            KubernetesClient client, StatusServer server, Controller controller, CompletableFuture<Integer> ended) {
        this.client = client;
        this.server = server;
        this.controller = controller;
        this.ended = ended;
    }

    /** Connects and starts; what could not start leaves nothing behind. */
    static Running start(
            Options options, CredentialsSource credentials, Proxies proxies, Map<String, String> env, String version) {
        String userAgent = "eni-direct/" + version;
        Clock clock = Clock.systemUTC();
        Metrics metrics = new Metrics();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        // beside what the Kubernetes client needs to begin: each of both reads the authorities that it trusts
        CompletableFuture<TencentLoadBalancers> connected =
                CompletableFuture.supplyAsync(() -> TencentLoadBalancers.connect(
                        new TencentOptions(
                                options.region(),
                                options.cloudEndpoint().orElse(null),
                                options.cloudRootDomain(),
                                credentials,
                                proxies,
                                options.rateLimit(),
                                clock),
                        metrics::called));
        KubernetesClient client = proxies.isEmpty()
                ? ApiServer.client(env, userAgent)
                : ApiServer.client(env, userAgent, proxies::reaching);
        ApiServer.learn(client, ClusterWatch.LARGE_KINDS);
        // asked while the controller is made, since the first handshake takes a while
        CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> ApiServer.requireAnswer(client));
        TencentLoadBalancers cloud = joined(connected);
        LeaseSettings lease = LeaseSettings.of(env, client.getNamespace());
        Controller controller = new Controller(
                options,
                UnaryOperator.identity(),
                client,
                cloud,
                options.leaderElect() ? lease : null,
                lease.identity(),
                clock,
                metrics,
                () -> lost(ended));
        cloud.whenCredentialsReturn(controller::credentialsReturned);
        StatusServer server;
        try {
            server = StatusServer.start(
                    options.httpPort(),
                    options.probePort(),
                    controller.health().alive(),
                    controller.health().ready(),
                    () -> metrics.scrape(controller.overview().fleet(controller.tasksRunning())),
                    () -> controller.overview().page(version, options.describe()));
        } catch (RuntimeException e) {
            controller.close();
            client.close();
            throw e;
        }
        Running running = new Running(client, server, controller, ended);
        try {
            joined(answered);
            controller.start();
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
        return running;
    }

    /** With the exception as it was thrown: what it says is for users. */
    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void lost(CompletableFuture<Integer> ended) {
        log.atError().log("The Lease is lost: this process ends, and a new one may ask for it again");
        ended.complete(1);
    }

    /**
     * Returns at SIGTERM or SIGINT, whose end then waits until everything is closed, or when the Lease is lost.
     *
     * @return the exit code
     */
    int untilEnded() {
        // the framework's own is not installed with leader election before 5.4
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "shutdown"));
        return ended.join();
    }

    private void shutDown() {
        ended.complete(0);
        try {
            if (!closed.await(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)) {
                log.atWarn().log("Ending, although not everything is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            controller.close();
        } finally {
            server.close();
            client.close();
            closed.countDown();
        }
    }
}
