package io.enidirect.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures all there is, prints a table, and leaves {@code core.json} and {@code scenarios.json} in a directory. */
final class Bench {
    private static final Comparator<List<String>> BY_STATE_AND_SIZE =
            Comparator.comparing((List<String> row) -> row.get(0)).thenComparing(row -> Integer.valueOf(row.get(1)));

    private Bench() {}

    /**
     * As Maven starts it.
     *
     * @param arguments the project's root, the directory for results, {@code full} or {@code quick}
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        endWithMaven();
        run(Path.of(arguments[0]), Path.of(arguments[1]), Scale.of(arguments[2]));
        // kube-api-test's log threads are no daemons
        System.exit(0);
    }

    /** Maven leaves behind what it started when it is killed, and that would hold the machine. */
    private static void endWithMaven() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            var unused = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
        });
    }

    static void run(Path root, Path results, Scale scale) throws IOException, RunnerException {
        Files.createDirectories(results);
        System.out.println("The core, one load balancer of 49 rules; milliseconds:");
        System.out.printf("%-9s %13s %9s %9s %9s %9s%n", "state", "pods a rule", "observe", "desired", "plan", "all");
        Map<List<String>, Map<String, Double>> rows = new TreeMap<>(BY_STATE_AND_SIZE);
        core(results.resolve("core.json"), scale)
                .forEach(result -> rows.computeIfAbsent(row(result), row -> new HashMap<>())
                        .put(step(result), result.getPrimaryResult().getScore()));
        rows.forEach(Bench::print);

        System.out.println();
        System.out.println("The controller's jar, " + ControllerProcess.JVM + ", --rate-limit " + Rig.RATE + ":");
        System.out.println(Measured.header());
        List<Measured> measured = new Scenarios(scale, root, results.resolve("controller.log")).run();
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(results.resolve("scenarios.json").toFile(), measured);
        System.out.println("As JSON: " + results);
    }

    static Collection<RunResult> core(Path json, Scale scale) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(CoreBenchmark.class.getName())
                        .param("pods", scale.corePods().toArray(String[]::new))
                        .forks(scale.forks())
                        .warmupIterations(scale.iterations())
                        .warmupTime(TimeValue.milliseconds(scale.iterationMillis()))
                        .measurementIterations(scale.iterations())
                        .measurementTime(TimeValue.milliseconds(scale.iterationMillis()))
                        .jvmArgs("-XX:+UseSerialGC", "-Xmx1g")
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .resultFormat(ResultFormatType.JSON)
                        .result(json.toString())
                        .build())
                .run();
    }

    private static List<String> row(RunResult result) {
        return List.of(result.getParams().getParam("state"), result.getParams().getParam("pods"));
    }

    private static String step(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void print(List<String> row, Map<String, Double> millis) {
        System.out.printf(
                Locale.ROOT,
                "%-9s %13s %9.2f %9.2f %9.2f %9.2f%n",
                row.get(0),
                row.get(1),
                millis.get("observe"),
                millis.get("desired"),
                millis.get("plan"),
                millis.values().stream().mapToDouble(Double::doubleValue).sum());
    }
}
