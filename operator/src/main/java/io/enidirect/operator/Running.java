package io.enidirect.operator;

import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.tencent.CredentialsSource;
import io.enidirect.cloud.tencent.TencentLoadBalancers;
import io.enidirect.cloud.tencent.TencentOptions;
import io.enidirect.operator.fencing.LeaseSettings;
import io.enidirect.operator.http.StatusPage;
import io.enidirect.operator.http.StatusServer;
import io.enidirect.operator.metrics.Fleet;
import io.enidirect.operator.metrics.Metrics;
import io.enidirect.operator.options.Options;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The process: a controller with its connections to Kubernetes and the cloud, and its status server. */
final class Running implements AutoCloseable {
    private final KubernetesClient client;
    private final Controller controller;
    private final StatusServer server;
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Running(KubernetesClient client, Controller controller, StatusServer server) {
        this.client = client;
        this.controller = controller;
        this.server = server;
    }

    /**
     * Connects and starts.
     *
     * @throws IllegalArgumentException naming what the chosen credentials need and the environment does not give
     */
    static Running start(Options options, Map<String, String> env) {
        Clock clock = Clock.systemUTC();
        Metrics metrics = new Metrics();
        String source = options.credentials().name().toLowerCase(Locale.ROOT).replace('_', '-');
        LoadBalancers cloud = TencentLoadBalancers.connect(
                new TencentOptions(
                        options.region(),
                        options.cloudEndpoint().orElse(null),
                        CredentialsSource.named(source, env),
                        options.rateLimit(),
                        clock),
                metrics::called);
        KubernetesClient client = new KubernetesClientBuilder().build();
        LeaseSettings lease = LeaseSettings.of(env, client.getNamespace());
        Controller controller =
                new Controller(options, client, cloud, options.leaderElect() ? lease : null, lease.identity(), clock);
        StatusServer server = StatusServer.start(
                options.httpPort(),
                controller.alive(),
                controller.ready(),
                () -> metrics.scrape(new Fleet(Map.of(), Map.of(), controller.tasksRunning(), Map.of())),
                () -> new StatusPage(Main.version(), options.describe(), Map.of(), java.util.List.of()));
        controller.start();
        return new Running(client, controller, server);
    }

    /** Returns at SIGTERM or SIGINT, whose end waits until everything is closed. */
    void untilTerminated() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "shutdown"));
        terminated.await();
    }

    private void shutDown() {
        terminated.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        controller.close();
        server.close();
        client.close();
        closed.countDown();
    }
}
