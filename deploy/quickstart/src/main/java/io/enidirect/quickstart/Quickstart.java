package io.enidirect.quickstart;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.enidirect.sandbox.KubernetesBinaries;
import io.enidirect.sandbox.MissingBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Shows both jars at work, in a minute, on one machine. Arguments: the root of the repository, and a directory for logs.
 * Exit code 0 only if every row of its table is ok. With the system property {@code stay} it goes on until it is ended.
 */
public final class Quickstart implements AutoCloseable {

    private static final String TCP = "tcp.yaml";
    private static final String CLIENT_ADDRESS = "client-address.yaml";
    private static final String SESSION_AFFINITY = "session-affinity.yaml";
    /** The order of the table; manifests that are not named come last. */
    private static final List<String> ORDER = List.of("udp.yaml", SESSION_AFFINITY, CLIENT_ADDRESS, TCP);

    private final Path root;
    private final Path logs;
    private final Progress progress;
    private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();

    Quickstart(Path root, Path logs, Progress progress) {
        this.root = root;
        this.logs = logs;
        this.progress = progress;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Progress progress = new Progress(System.out);
        int code = 1;
        try (Quickstart quickstart = new Quickstart(Path.of(arguments[0]), Path.of(arguments[1]), progress)) {
            // SIGTERM and Ctrl-C; the cluster's guard sees to the rest
            Runtime.getRuntime().addShutdownHook(new Thread(quickstart::close, "quickstart-end"));
            code = quickstart.run() ? 0 : 1;
            if (System.getProperty("stay") != null) {
                new CountDownLatch(1).await();
            }
        } catch (MissingBinaries | IllegalStateException | UncheckedIOException e) {
            progress.say("the quickstart can't go on", e);
        }
        System.exit(code);
    }

    private boolean run() {
        KubernetesBinaries binaries = KubernetesBinaries.find(progress::say);
        progress.plain(Parts.describe(binaries));
        progress.say("starting Kubernetes " + binaries.version());
        ClusterOptions options =
                ClusterOptions.defaults().withNodes(2).withCrds(contents(root.resolve("deploy/helm/eni-direct/crds")));
        Cluster cluster = with(() -> Cluster.start(binaries, options));

        progress.say("starting the simulated cloud");
        Path simulatorJar = root.resolve("cloud-adapter/simulator/target/eni-direct-simulator.jar");
        Simulator simulator = with(() -> Simulator.start(cluster.guard(), logs.resolve("simulator.log"), simulatorJar));

        progress.say("starting the controller");
        Path operatorJar = root.resolve("operator/target/eni-direct.jar");
        Operator operator = with(() -> Operator.start(
                cluster.guard(),
                logs.resolve("controller.log"),
                operatorJar,
                cluster.kubeConfigFile(),
                simulator.endpoint()));

        String namespace = cluster.createNamespace("quickstart");
        List<Example> examples = files(root.resolve("deploy/examples")).stream()
                .map(file -> Example.read(file, cluster.client()))
                .sorted(Comparator.comparing(example -> -ORDER.indexOf(example.manifest())))
                .toList();
        for (Example example : examples) {
            progress.say("applying " + example.manifest());
            cluster.apply(namespace, example.yaml());
        }
        Stage stage = new Stage(cluster, simulator, namespace, System.nanoTime());
        List<Row> rows = rows(new Checks(stage, progress), examples);
        progress.plain("\n" + new Table(rows) + "\n");
        rollout(stage, examples);
        operator.checkAlive();
        if (System.getProperty("stay") != null) {
            progress.plain(Parts.howToGoOn(stage, examples, operator));
        }
        long failed = rows.stream().filter(row -> !row.ok()).count();
        progress.say(
                failed == 0
                        ? "every row is ok"
                        : failed + " of " + rows.size()
                                + " rows are not ok; the logs of simulator and controller lie in " + logs);
        return failed == 0;
    }

    /** Every manifest is asked for something: what it is there to show, or just for an answer. */
    private List<Row> rows(Checks checks, List<Example> examples) {
        List<Row> rows = new ArrayList<>();
        for (Example example : examples) {
            Function<Example, Row> check = switch (example.manifest()) {
                case CLIENT_ADDRESS -> checks::clientAddresses;
                case SESSION_AFFINITY -> checks::affinity;
                default -> checks::answers;
            };
            rows.add(check.apply(example));
        }
        examples.stream().filter(example -> example.manifest().equals(TCP)).forEach(tcp -> {
            rows.add(checks.scaling(tcp, 4));
            rows.add(checks.scaling(tcp, 1));
            rows.add(checks.deletion(tcp));
        });
        return rows;
    }

    private void rollout(Stage stage, List<Example> examples) {
        for (Example example : examples) {
            if (example.manifest().equals(CLIENT_ADDRESS)) {
                progress.say("rolling over " + example.deployment() + " under load");
                try {
                    progress.say(new Rollout(stage).of(example).toString());
                } catch (NotReady e) {
                    progress.say("rollout", e);
                }
            }
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
    }

    private static List<String> contents(Path directory) {
        return files(directory).stream()
                .map(file -> {
                    try {
                        return Files.readString(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException("cannot read " + file, e);
                    }
                })
                .toList();
    }

    private <T extends AutoCloseable> T with(Supplier<T> start) {
        T part = start.get();
        parts.push(part);
        return part;
    }

    /** Called by both the end of the run and a signal. A part that just starts then is left to the cluster's guard. */
    @Override
    public void close() {
        for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
            try {
                part.close();
            } catch (Exception e) {
                progress.say("a part did not end by itself, and is killed", e);
            }
        }
    }
}
