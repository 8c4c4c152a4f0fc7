package io.enidirect.quickstart;

import io.enidirect.sandbox.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The chart on a real API server, and its controller there with exactly the rights that it gives. */
@EnabledIf("io.enidirect.quickstart.RealKubernetes#isThere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private Cluster cluster;
    private ControlledCloud cloud;

    @BeforeAll
    void start() throws IOException {
        cluster = RealKubernetes.start(Call.flags(directory));
        cloud = ControlledCloud.start(cluster.guard(), directory.resolve("simulator.log"));
    }

    @AfterAll
    void stop() {
        cloud.close();
        cluster.close();
    }

    @Test
    void probe() {
        InstalledChart chart = InstalledChart.install(cluster, "full", cloud.endpoint(), directory);
        cluster.awaitReady("full", "full");
        String namespace = cluster.createNamespace("shop");
        new Scenario(cluster, cloud, chart, namespace).run();
        Set<String> used = Call.seen(directory, chart.user()).stream()
                .map(c -> (c.allowed() ? "" : "FORBIDDEN ") + c.verb() + " " + c.resource() + "." + c.group() + " ["
                        + c.reason() + "]")
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        used.forEach(System.out::println);
        System.out.println("---- unused");
        Right.of(chart.chart())
                .filter(r -> Call.seen(directory, chart.user()).stream().noneMatch(r::allows))
                .forEach(System.out::println);
    }
}
