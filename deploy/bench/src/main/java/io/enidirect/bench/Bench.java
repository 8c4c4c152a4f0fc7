package io.enidirect.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures all there is, prints a table, and leaves {@code core.json} and {@code scenarios.json} in a directory. */
final class Bench {
    private Bench() {}

    /** @param arguments the project's root, the directory for results, {@code full} or {@code quick} */
    public static void main(String[] arguments) throws IOException, RunnerException {
        // Maven's end is ours: a child that goes on would hold the machine
        ProcessHandle.current()
                .parent()
                .ifPresent(parent ->
                        parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        run(Path.of(arguments[0]), Path.of(arguments[1]), Scale.of(arguments[2]));
        // kube-api-test's log threads are no daemons
        System.exit(0);
    }

    static void run(Path root, Path results, Scale scale) throws IOException, RunnerException {
        Files.createDirectories(results);
        System.out.println("The core, one load balancer of 49 rules; milliseconds:");
        core(results.resolve("core.json"), scale).forEach(Bench::print);

        System.out.println();
        System.out.println("The controller's jar, -XX:+UseSerialGC -Xmx300m, --rate-limit " + Rig.RATE + ":");
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

    private static void print(RunResult result) {
        String name = result.getParams().getBenchmark();
        System.out.printf(
                "%-10s %-9s x %5s pods %10.2f%n",
                name.substring(name.lastIndexOf('.') + 1),
                result.getParams().getParam("state"),
                result.getParams().getParam("pods"),
                result.getPrimaryResult().getScore());
    }
}
