package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorOptions;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of objects as large as the API server takes them, which ask for nothing, and the process that is shipped in the
 * memory that it is given. A cluster of its own, since everybody else would have to read them as well.
 */
@ExtendWith(SharedCluster.class)
@Tag("timed")
@Timeout(1_200)
final class HostileNumbersTest {
    /** With 1,270 that heap was full. More of them say nothing new and take minutes: {@code -Dflood.objects=5000}. */
    private static final int OBJECTS = Integer.getInteger("flood.objects", 1_500);

    private static final String HEAP = "-Xmx512m";
    private static final String WIDE = "a".repeat(240 * 1024);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofSeconds(90);
    private static final int WRITERS = 4;

    @TempDir
    private Path directory;

    private final Simulator simulator = Simulator.start(SimulatorOptions.of("id", "key"));

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void leaveANeighbourHisAddressWithinSecondsAlsoAfterARestart(Cluster shared) throws Exception {
        try (Cluster cluster = Cluster.start(shared.binaries(), SharedCluster.options())) {
            String namespace = cluster.createNamespace("neighbour");
            Process first = start(cluster, "first");
            try {
                awaitAddress(cluster, namespace, "before", START);
                flood(cluster, cluster.createNamespace("flood"));
                awaitAddress(cluster, namespace, "during", SOON);
            } finally {
                end(first);
            }
            Process second = start(cluster, "second");
            try {
                awaitAddress(cluster, namespace, "started", START);
                awaitAddress(cluster, namespace, "after", SOON);
                assertThat(second.isAlive()).isTrue();
            } finally {
                end(second);
            }
            assertThat(directory.resolve("first.log")).content().doesNotContain("OutOfMemoryError");
            assertThat(directory.resolve("second.log")).content().doesNotContain("OutOfMemoryError");
        }
    }

    private Process start(Cluster cluster, String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                "io.enidirect.operator.Main",
                "run",
                "--region=ap-guangzhou",
                "--vpc-id=vpc-test",
                "--cluster-id=cls-test",
                "--leader-elect=false",
                "--workers=2",
                "--http-port=0",
                "--cloud-endpoint=" + simulator.endpoint()));
        builder.environment()
                .putAll(Map.of(
                        "KUBECONFIG",
                        cluster.kubeConfigFile().toString(),
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

    private static void flood(Cluster cluster, String namespace) {
        Instant began = Instant.now();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            CompletableFuture.allOf(IntStream.range(0, WRITERS)
                            .mapToObj(writer -> CompletableFuture.runAsync(
                                    () -> {
                                        for (int i = writer; i < OBJECTS; i += WRITERS) {
                                            create(cluster.client(), namespace, "wide-" + i);
                                        }
                                    },
                                    writers))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            writers.shutdown();
        }
        System.out.printf("%d objects of 240 KiB in %s%n", OBJECTS, Duration.between(began, Instant.now()));
    }

    private static void create(KubernetesClient client, String namespace, String name) {
        client.raw("/api/v1/namespaces/" + namespace + "/services", "POST", """
                {"apiVersion": "v1", "kind": "Service",
                 "metadata": {"name": "%s", "annotations": {"example.com/wide": "%s"}},
                 "spec": {"clusterIP": "None", "ports": [{"port": 80}]}}""".formatted(name, WIDE));
    }

    private static void awaitAddress(Cluster cluster, String namespace, String name, Duration patience) {
        Service service = new ServiceBuilder(Manifests.service(namespace, name, tcp(80, 8080)))
                .editSpec()
                .withLoadBalancerClass("eni-direct.io/clb")
                .endSpec()
                .build();
        cluster.client().resource(service).create();
        Instant began = Instant.now();
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !cluster.client()
                        .resource(service)
                        .get()
                        .getStatus()
                        .getLoadBalancer()
                        .getIngress()
                        .isEmpty());
        System.out.printf("%s: an address after %s%n", name, Duration.between(began, Instant.now()));
    }
}
