package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorOptions;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that one tenant can write against the others, one after the other and then all of it at once, and the process that is
 * shipped with two workers in the memory that it is given: a neighbour's new Service has its address in seconds. A cluster of
 * its own, since everybody else would have to read it as well.
 */
@ExtendWith(SharedCluster.class)
@Timeout(1_200)
@Tag("timed")
final class HostileTenantTest {
    private static final Path VALUES = Path.of("..", "deploy", "helm", "eni-direct", "values.yaml");
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration START = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final Simulator simulator = Simulator.start(SimulatorOptions.of("id", "key"));

    private Cluster cluster;
    private String neighbour;
    private Duration usual;

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void leavesANeighbourHisAddressWithinSecondsAlsoAfterARestart(Cluster shared) throws Exception {
        try (Cluster own = Cluster.start(shared.binaries(), SharedCluster.options())) {
            cluster = own;
            neighbour = cluster.createNamespace("neighbour");
            cluster.deploy(neighbour, "web", 2);
            HostileTenant tenant = new HostileTenant(cluster, cluster.createNamespace("hostile"));
            tenant.nestsWhatIsLookedAtByName();

            Process first = start(tenant, "first");
            try {
                served("before", START);
                usual = served("usual", PATIENCE);
                attacks(tenant);
                assertThat(first.isAlive()).isTrue();
            } finally {
                end(first);
            }
            Process second = start(tenant, "second");
            try {
                served("started", START);
                servedSoon("after");
                actsUponWhatItIsTold("after");
                assertThat(second.isAlive()).isTrue();
            } finally {
                end(second);
            }
            assertThat(directory.resolve("first.log")).content().doesNotContain("OutOfMemoryError");
            assertThat(directory.resolve("second.log")).content().doesNotContain("OutOfMemoryError");
        }
    }

    private void attacks(HostileTenant tenant) {
        long gets = serviceGets();
        tenant.namesThousandsOfMissingServices();
        servedSoon("missing-services");
        assertThat(serviceGets() - gets).isLessThan(500);

        tenant.asksForThousandsOfPortsAndPaths();
        servedSoon("ports-and-paths");

        Service flipped = served("flipped", PATIENCE, tenant.namespace());
        try (HostileTenant.Flips flips = tenant.flips("flipped")) {
            servedSoon("flips");
            awaitEvent(neighbour, "flips");
            System.out.printf("%d flips of a status%n", flips.count());
        }
        assertThat(synced(tenant.namespace(), flipped.getMetadata().getName())).hasSizeLessThan(2);

        tenant.floodsWithWideObjects();
        servedSoon("wide-objects");

        tenant.nestsObjectsOfEachKind();
        assertThatThrownBy(() -> cluster.client()
                        .services()
                        .inNamespace(tenant.namespace())
                        .withName("deep")
                        .get())
                .as("Jackson's own limits")
                .hasStackTraceContaining("StreamConstraintsException");
        servedSoon("nested");
    }

    /** What is trusted: the neighbour's pods go, and their targets do. */
    private void actsUponWhatItIsTold(String name) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(targets(name)).hasSize(2));
        cluster.client().pods().inNamespace(neighbour).withGracePeriod(0).delete();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(targets(name)).isEmpty());
    }

    private List<State.Target> targets(String name) {
        String id = String.valueOf(cluster.client()
                .resources(CloudLoadBalancer.class)
                .withName("service." + neighbour + "." + name)
                .get()
                .recorded()
                .loadBalancerId());
        return simulator
                .control()
                .state()
                .loadBalancer(id)
                .flatMap(found -> found.listener(Protocol.TCP, 80))
                .map(listener -> List.copyOf(listener.targets()))
                .orElseThrow();
    }

    /** On a machine that is busy with other things it takes longer, without any attack as well. */
    private void servedSoon(String name) {
        Duration took = served(name, PATIENCE);
        assertThat(took).as(name).isLessThan(SOON.compareTo(usual.multipliedBy(4)) > 0 ? SOON : usual.multipliedBy(4));
    }

    private Duration served(String name, Duration patience) {
        Instant began = Instant.now();
        served(name, patience, neighbour);
        Duration took = Duration.between(began, Instant.now());
        System.out.printf("%s: an address after %d ms%n", name, took.toMillis());
        return took;
    }

    private Service served(String name, Duration patience, String namespace) {
        Service service = new ServiceBuilder(Manifests.service(namespace, name, tcp(80, 8080)))
                .editMetadata()
                .withAnnotations(Map.of())
                .endMetadata()
                .editSpec()
                .withLoadBalancerClass("eni-direct.io/clb")
                .withSelector(Map.of("app", "web"))
                .endSpec()
                .build();
        cluster.client().resource(service).create();
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !cluster.client()
                        .resource(service)
                        .get()
                        .getStatus()
                        .getLoadBalancer()
                        .getIngress()
                        .isEmpty());
        return service;
    }

    private void awaitEvent(String namespace, String name) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(synced(namespace, name)).hasSize(1));
    }

    private List<Event> synced(String namespace, String name) {
        return cluster.client().events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> name.equals(event.getRegarding().getName()))
                .filter(event -> event.getReason().equals("Synced"))
                .toList();
    }

    /** As the API server counts them: GETs of single Services, by anybody. */
    private long serviceGets() {
        return cluster.client()
                .raw("/metrics")
                .lines()
                .filter(line -> line.startsWith("apiserver_request_total{")
                        && line.contains("resource=\"services\"")
                        && line.contains("verb=\"GET\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Those that the chart gives, heap and all. */
    private static List<String> jvmOptions() throws IOException {
        String options = (String)
                Serialization.unmarshal(Files.readString(VALUES), Map.class).get("jvmOptions");
        return List.of(options.trim().split("\\s+"));
    }

    private Process start(HostileTenant tenant, String name) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.enidirect.operator.Main",
                "run",
                "--region=ap-guangzhou",
                "--vpc-id=vpc-test",
                "--cluster-id=cls-test",
                "--claim-beside-tke=true",
                "--workers=2",
                "--http-port=0",
                "--cloud-endpoint=" + simulator.endpoint()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "KUBECONFIG",
                        cluster.kubeConfigFile().toString(),
                        "POD_NAMESPACE",
                        tenant.namespace(),
                        "POD_NAME",
                        "controller",
                        "TENCENTCLOUD_SECRET_ID",
                        "id",
                        "TENCENTCLOUD_SECRET_KEY",
                        "key"));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
        cluster.guard().add(process.toHandle());
        return process;
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}
