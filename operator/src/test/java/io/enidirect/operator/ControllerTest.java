package io.enidirect.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.tencent.CredentialsSource;
import io.enidirect.cloud.tencent.TencentLoadBalancers;
import io.enidirect.cloud.tencent.TencentOptions;
import io.enidirect.operator.fencing.LeaseSettings;
import io.enidirect.operator.metrics.Metrics;
import io.enidirect.operator.options.Invocation;
import io.enidirect.operator.options.Options;
import io.enidirect.operator.status.StatusServer;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorOptions;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A leading controller as it shows itself, over a real API server and real objects. */
@ExtendWith(SharedCluster.class)
@Timeout(120)
class ControllerTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ID = "AKIDexample";
    private static final String KEY = "example-key";

    private final Simulator simulator = Simulator.start(SimulatorOptions.of(ID, KEY));
    private final Metrics metrics = new Metrics();
    private final AtomicInteger lost = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Cluster cluster;
    private final String namespace;
    private final Controller controller;
    private final StatusServer server;

    ControllerTest(Cluster cluster) {
        this.cluster = cluster;
        namespace = cluster.createNamespace("controller");
        Options options = options();
        LoadBalancers cloud = TencentLoadBalancers.connect(
                new TencentOptions(
                        options.region(),
                        URI.create(simulator.endpoint()),
                        TencentOptions.ROOT_DOMAIN,
                        CredentialsSource.env(Map.of("TENCENTCLOUD_SECRET_ID", ID, "TENCENTCLOUD_SECRET_KEY", KEY)),
                        options.rateLimit(),
                        Clock.systemUTC()),
                metrics::called);
        controller = new Controller(
                options,
                UnaryOperator.identity(),
                cluster.client(),
                cloud,
                new LeaseSettings(namespace, "one"),
                "one",
                Clock.systemUTC(),
                metrics,
                lost::incrementAndGet);
        server = StatusServer.start(
                0,
                OptionalInt.empty(),
                controller.health().alive(),
                controller.health().ready(),
                () -> metrics.scrape(controller.overview().fleet(controller.tasksRunning())),
                () -> controller.overview().page("test", options.describe()));
    }

    @BeforeEach
    void start() {
        assertThat(get("readyz").statusCode()).isEqualTo(503);
        controller.start();
    }

    @AfterEach
    void stop() {
        controller.close();
        server.close();
        simulator.close();
    }

    @Test
    void showsWhatThereIsWithoutAskingForIt() {
        // others may have left objects in the cluster
        double ready = metric("eni_direct_load_balancers{condition=\"Ready\"}");
        double confirmed = metric("eni_direct_targets{state=\"confirmed\"}");
        double problems = metric("eni_direct_problems{code=\"Unsupported\"}");
        cluster.deploy(namespace, "web", 2);
        cluster.client().resource(service("web", "10.1.2.3")).create();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(metric("eni_direct_load_balancers{condition=\"Ready\"}")).isGreaterThan(ready);
            assertThat(metric("eni_direct_targets{state=\"confirmed\"}")).isGreaterThanOrEqualTo(confirmed + 2);
            assertThat(metric("eni_direct_problems{code=\"Unsupported\"}")).isGreaterThan(problems);
        });
        for (String happened : List.of(
                "eni_direct_cloud_call_seconds_count{action=\"CreateLoadBalancer\",outcome=\"ok\"}",
                "eni_direct_reconcile_seconds_count{kind=\"CloudLoadBalancer\",result=\"done\"}",
                "eni_direct_reconcile_seconds_count{kind=\"Service\",result=\"done\"}")) {
            assertThat(metric(happened)).as(happened).isPositive();
        }
        for (String phase : List.of("observe", "desired", "plan", "apply", "report")) {
            assertThat(metric("eni_direct_reconcile_phase_seconds_count{phase=\"" + phase + "\"}"))
                    .as(phase)
                    .isPositive();
        }

        double reactions = metric("eni_direct_event_to_call_seconds_count");
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .scale(3);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(metric("eni_direct_event_to_call_seconds_count"))
                        .isGreaterThan(reactions));

        assertThat(get("").body()).contains("Service " + namespace + "/web", "spec.externalIPs");
        assertThat(get("readyz").body()).isEqualTo("informers: ok\n");
        assertThat(get("healthz").body()).isEqualTo("tasks: ok\nworkers: ok\ninformers: ok\n");

        cluster.client().services().inNamespace(namespace).withName("web").delete();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("").body()).doesNotContain("Service " + namespace + "/web"));
    }

    @Test
    void givesAnIngressItsAddress() {
        IngressClass ingressClass = Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: IngressClass
                metadata: {name: %s}
                spec: {controller: eni-direct.io/clb}
                """.formatted(namespace), IngressClass.class);
        cluster.client().resource(ingressClass).create();
        cluster.deploy(namespace, "web", 1);
        cluster.client().resource(service("web", "")).create();
        Ingress ingress = Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: %s}
                spec:
                  ingressClassName: %s
                  defaultBackend: {service: {name: web, port: {number: 80}}}
                """.formatted(namespace, namespace), Ingress.class);
        Resource<Ingress> there = cluster.client().resource(ingress);
        there.create();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                there.get().getStatus().getLoadBalancer().getIngress())
                        .extracting(IngressLoadBalancerIngress::getIp)
                        .singleElement()
                        .isNotNull());
        assertThat(metric("eni_direct_reconcile_seconds_count{kind=\"Ingress\",result=\"done\"}"))
                .isPositive();

        there.delete();
        await().atMost(SOON).untilAsserted(() -> assertThat(there.get()).isNull());
        cluster.client().resource(ingressClass).delete();
    }

    @Test
    void aCloseIsNoLostLease() {
        awaitLease();
        long began = System.nanoTime();
        controller.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(12));
        assertThat(lost).hasValue(0);
        // another need not wait until its time is over
        assertThat(holder()).isEmpty();
    }

    @Test
    void tellsWhenAnotherTookTheLease() {
        awaitLease();
        Leases.take(cluster.client(), namespace, "other");
        await().atMost(SOON).untilAsserted(() -> assertThat(lost).hasValue(1));
    }

    private void awaitLease() {
        await().atMost(SOON).untilAsserted(() -> assertThat(holder()).isEqualTo("one"));
    }

    /** Empty where nobody is. */
    private String holder() {
        return Optional.ofNullable(cluster.client()
                        .leases()
                        .inNamespace(namespace)
                        .withName(LeaseSettings.NAME)
                        .get())
                .map(lease -> lease.getSpec().getHolderIdentity())
                .orElse("");
    }

    /** 0 where it is not there. */
    private double metric(String name) {
        return get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private HttpResponse<String> get(String page) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/" + page))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Service service(String name, String wantedAddress) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .withLoadBalancerClass("eni-direct.io/clb")
                .withExternalIPs(Stream.of(wantedAddress)
                        .filter(address -> !address.isEmpty())
                        .toList())
                .withAllocateLoadBalancerNodePorts(false)
                .withSelector(Map.of("app", name))
                .addNewPort()
                .withPort(80)
                .withTargetPort(new IntOrString(8080))
                .endPort()
                .endSpec()
                .build();
    }

    private static Options options() {
        Invocation invocation = Invocation.of(
                new String[] {"run", "--region", "ap-guangzhou", "--vpc-id", "vpc-test", "--cluster-id", "cls-test"},
                Map.of(),
                "test");
        return ((Invocation.Run) invocation).options();
    }
}
