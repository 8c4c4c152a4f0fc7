package io.enidirect.operator.metrics;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.ReferencePage;
import io.enidirect.operator.metrics.Family.Type;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Fleet EMPTY = new Fleet(Map.of(), Map.of(), 0, Map.of());

    private final Metrics metrics = new Metrics();

    @Test
    void countsCallsByActionAndOutcome() {
        metrics.called("DescribeTargets", "ok", Duration.ofMillis(20));
        metrics.called("DescribeTargets", "ok", Duration.ofMillis(40));
        metrics.called("DeleteLoadBalancer", "not_found", Duration.ofMillis(5));

        assertThat(lines("eni_direct_cloud_call_seconds_count"))
                .containsExactlyInAnyOrder(
                        "{action=\"DescribeTargets\",outcome=\"ok\"} 2",
                        "{action=\"DeleteLoadBalancer\",outcome=\"not_found\"} 1");
        assertThat(lines("eni_direct_cloud_call_seconds_max"))
                .contains("{action=\"DescribeTargets\",outcome=\"ok\"} 0.04");
    }

    @Test
    void showsWhatThereIsAtEachScrapeAndForgetsTheRest() {
        assertThat(metrics.scrape(new Fleet(Map.of("all", 3, "Ready", 2), Map.of("wanted", 7), 1, Map.of("E1", 4))))
                .contains(
                        "eni_direct_load_balancers{condition=\"all\"} 3",
                        "eni_direct_load_balancers{condition=\"Ready\"} 2",
                        "eni_direct_targets{state=\"wanted\"} 7",
                        "eni_direct_tasks_running 1",
                        "eni_direct_problems{code=\"E1\"} 4");
        assertThat(metrics.scrape(EMPTY)).doesNotContain("E1", "Ready").contains("eni_direct_tasks_running 0");
    }

    @Test
    void sortsLatenciesIntoBuckets() {
        metrics.eventToCall(Duration.ofMillis(7));
        metrics.eventToCall(Duration.ofMillis(70));
        assertThat(lines("eni_direct_event_to_call_seconds_bucket"))
                .contains("{le=\"0.005\"} 0", "{le=\"0.01\"} 1", "{le=\"0.1\"} 2", "{le=\"+Inf\"} 2");
    }

    @Test
    void exposesExactlyWhatTheReferenceNames() {
        metrics.reconciled("CloudLoadBalancer", "done", Duration.ofMillis(3));
        metrics.phase("plan", Duration.ofMillis(3));
        metrics.eventToCall(Duration.ofMillis(7));
        metrics.called("DescribeTargets", "ok", Duration.ofMillis(20));
        String all = metrics.scrape(new Fleet(Map.of("all", 3), Map.of("wanted", 7), 1, Map.of("E1", 4)));
        assertThat(all.lines()
                        .filter(line -> line.startsWith("# TYPE"))
                        .map(line -> line.split(" ")[2].replaceFirst("_max$", ""))
                        .collect(toSet()))
                .isEqualTo(Arrays.stream(Family.values()).map(Family::exposed).collect(toSet()));
        for (Family family : Family.values()) {
            assertThat(family.labels())
                    .allSatisfy(label -> assertThat(all.lines().filter(line -> line.startsWith(family.exposed())))
                            .anySatisfy(line -> assertThat(line).contains(label + "=\"")));
        }
    }

    @Test
    void documentsEveryMetric() throws IOException {
        ReferencePage.check("metrics.md", """
                # Metrics

                Written from the code; `-Ddocs.update` on the build of `operator` rewrites it.

                `/metrics` on `--http-port`, in Prometheus' text format. A timer has `_count`, `_sum` and `_max`, a histogram
                `_bucket` too; both in seconds. Writes to the cloud are
                `sum(rate(eni_direct_cloud_call_seconds_count{action!~"Describe.*"}[5m]))`.

                | metric | type | labels | |
                |---|---|---|---|
                %s
                """.formatted(
                        Arrays.stream(Family.values()).map(MetricsTest::row).collect(joining("\n"))));
    }

    private static String row(Family family) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        family.exposed(),
                        Map.of(Type.TIMER, "timer", Type.HISTOGRAM, "histogram", Type.GAUGE, "gauge")
                                .get(family.type()),
                        family.labels().isEmpty()
                                ? "–"
                                : family.labels().stream()
                                        .map(label -> "`" + label + "`")
                                        .collect(joining(", ")),
                        family.meaning());
    }

    private Set<String> lines(String name) {
        return metrics.scrape(EMPTY)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .collect(toSet());
    }
}
