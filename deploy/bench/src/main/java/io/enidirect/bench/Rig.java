package io.enidirect.bench;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.enidirect.simulator.Call;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorControl;
import io.enidirect.simulator.SimulatorOptions;
import io.enidirect.simulator.cloud.Settings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A real API server, a cloud that answers at once, and the controller's jar. Kubernetes' controllers stand still, so that
 * slices change when the workload says so.
 */
final class Rig implements AutoCloseable {
    /** Calls per second and action: the controller's default. */
    static final int RATE = 18;

    static final String SECRET_ID = "bench-id";
    static final String SECRET_KEY = "bench-key";

    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Set<String> BATCHES = Set.of("BatchRegisterTargets", "BatchDeregisterTargets");

    private final Path root;
    private final Path log;
    private final Cluster cluster;
    private final Cluster.Pause pause;
    /** Patient: thousands of objects are made at once, and that is not what is measured. */
    private final KubernetesClient client;

    private final Simulator simulator;
    private ControllerProcess controller;
    private double cpuBefore;

    private Rig(Path root, Path log, Cluster cluster) {
        this.root = root;
        this.log = log;
        this.cluster = cluster;
        this.pause = cluster.pauseControllers();
        Config config = Config.fromKubeconfig(cluster.kubeConfigYaml());
        config.setRequestTimeout(Math.toIntExact(PATIENCE.toMillis()));
        this.client = new KubernetesClientBuilder().withConfig(config).build();
        Map<String, Integer> quotas = new HashMap<>(Settings.DEFAULT.quotas());
        quotas.put(Settings.TARGET_QUOTA, 2_000);
        this.simulator = Simulator.start(SimulatorOptions.of(SECRET_ID, SECRET_KEY)
                .withSettings(Settings.DEFAULT.withTaskMillis(1).withQuotas(quotas))
                .withDataPlane(false));
        this.controller = newController();
    }

    static Rig start(Path root, Path log) {
        return new Rig(
                root,
                log,
                Cluster.start(ClusterOptions.defaults()
                        .withCrds(crds(root.resolve("deploy/helm/eni-direct/files/crds")))
                        .withServiceCidr("10.97.0.0/16")
                        .withEcho(false)));
    }

    private static List<String> crds(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted()
                    .map(file -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ControllerProcess newController() {
        ControllerProcess started = ControllerProcess.start(
                root.resolve("operator/target/eni-direct.jar"), log, cluster, simulator.endpoint());
        started.awaitReady();
        return started;
    }

    /** Its workload, in a new namespace. */
    Workload workload() {
        return new Workload(client, cluster.createNamespace("bench"));
    }

    SimulatorControl cloud() {
        return simulator.control();
    }

    /** What is measured begins here. */
    void begin() {
        cloud().clearCalls();
        countCpu();
    }

    /** Its CPU is counted from here only. */
    void countCpu() {
        cpuBefore = controller.cpuSeconds();
    }

    /** Waits until it is so and nothing is sent any more; the time ends with the last write. */
    Measured end(String scenario, Instant begin, BooleanSupplier reached) {
        Patience.until(PATIENCE, scenario, reached);
        awaitQuiet();
        Instant last = cloud().executedWrites().stream()
                .map(Call::time)
                .max(Instant::compareTo)
                .orElse(begin);
        return measured(scenario, Duration.between(begin, last).toMillis() / 1e3);
    }

    /** Kills the controller, starts it again, and waits until it has read so many load balancers and is quiet. */
    Measured restart(String scenario, int loadBalancers) {
        controller.close();
        cloud().clearCalls();
        cpuBefore = 0;
        controller = ControllerProcess.start(
                root.resolve("operator/target/eni-direct.jar"), log, cluster, simulator.endpoint());
        double ready = controller.awaitReady();
        Patience.until(
                PATIENCE,
                "all are read anew",
                () -> cloud().calls("DescribeTargets").size() >= loadBalancers);
        awaitQuiet();
        return measured(scenario, ready);
    }

    private void awaitQuiet() {
        Instant since = Instant.now();
        Patience.until(
                PATIENCE,
                "nothing is sent any more",
                () -> cloud().calls().stream()
                        .map(Call::time)
                        .reduce(since, (one, other) -> one.isAfter(other) ? one : other)
                        .plus(QUIET)
                        .isBefore(Instant.now()));
    }

    private Measured measured(String scenario, double wallSeconds) {
        List<Call> writes = cloud().executedWrites();
        return new Measured(
                scenario,
                wallSeconds,
                controller.cpuSeconds() - cpuBefore,
                controller.rssMiB(),
                controller.peakRssMiB(),
                cloud().calls().size(),
                writes.size(),
                writes.stream().filter(call -> BATCHES.contains(call.action())).count());
    }

    @Override
    public void close() {
        controller.close();
        simulator.close();
        client.close();
        pause.close();
        cluster.close();
    }
}
