package io.enidirect.quickstart;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.enidirect.sandbox.KubernetesBinaries;
import io.enidirect.sandbox.MissingBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Shows both jars at work, in a minute, on one machine. Arguments: the root of the repository, and a directory for logs.
 * Exit code 0 only if every row of its table is ok. With the system property {@code stay} it goes on until it is ended.
 */
public final class Quickstart implements AutoCloseable {

    /** As the chart installs it. */
    static final String INGRESS_CLASS = """
            apiVersion: networking.k8s.io/v1
            kind: IngressClass
            metadata: {name: eni-direct}
            spec: {controller: eni-direct.io/clb}
            """;

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
        boolean stays = System.getProperty("stay") != null;
        Tools tools = Tools.find(binaries.executable("kubectl"), System.getenv("PATH"));
        if (stays) {
            tools.missing().ifPresent(progress::say);
        }
        progress.say("starting Kubernetes " + binaries.version());
        ClusterOptions options = ClusterOptions.defaults()
                .withNodes(2)
                .withCrds(contents(root.resolve("deploy/helm/eni-direct/files/crds")));
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
        Examples examples = Examples.read(files(root.resolve("deploy/examples")), cluster.client());
        simulator.map(outside(examples));
        cluster.apply(namespace, INGRESS_CLASS);
        progress.say("applying all of deploy/examples");
        examples.all().parallelStream().forEach(example -> cluster.apply(namespace, example.yaml()));

        Stage stage = new Stage(cluster, simulator, namespace, System.nanoTime());
        List<Row> rows = new Rows(stage, new Verdicts(progress), logs).of(examples);
        operator.checkAlive();
        progress.plain("\n" + new Table(rows) + "\n");
        if (stays) {
            progress.plain(GoOn.with(stage, examples.all(), operator, tools).text());
        }
        long failed = rows.stream().filter(row -> !row.ok()).count();
        progress.say(
                failed == 0
                        ? "every row is ok"
                        : failed + " of " + rows.size()
                                + " rows are not ok; the logs of simulator and controller lie in " + logs);
        return failed == 0;
    }

    /** The machines outside of the cluster that examples name, each with where it answers here. */
    private Map<String, String> outside(Examples examples) {
        Map<String, String> addresses = new HashMap<>();
        examples.ingresses().stream()
                .flatMap(example -> example.externals().stream())
                .forEach(external -> addresses.put(
                        external.ip(),
                        with(() -> Outside.start(external.name(), external.port()))
                                .address()));
        return addresses;
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
