package io.enidirect.operator.metrics;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The numbers of the process. Safe to use from several threads. */
public final class Metrics {
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer eventToCall = Timer.builder(Family.EVENT_TO_CALL.id())
            .description(Family.EVENT_TO_CALL.meaning())
            .serviceLevelObjectives(LATENCIES)
            .register(registry);
    private final MultiGauge loadBalancers = gauges(Family.LOAD_BALANCERS);
    private final MultiGauge targets = gauges(Family.TARGETS);
    private final MultiGauge tasksRunning = gauges(Family.TASKS_RUNNING);
    private final MultiGauge problems = gauges(Family.PROBLEMS);

    /**
     * Counts one call to the cloud.
     *
     * @param action the cloud's name of the call
     * @param outcome a word out of few
     */
    public void called(String action, String outcome, Duration took) {
        timer(Family.CLOUD_CALL, action, outcome).record(took);
    }

    /**
     * Counts one reconcile.
     *
     * @param kind of the object
     * @param result a word out of few
     */
    public void reconciled(String kind, String result, Duration took) {
        timer(Family.RECONCILE, kind, result).record(took);
    }

    /**
     * Counts one step of a reconcile.
     *
     * @param phase its name
     */
    public void phase(String phase, Duration took) {
        timer(Family.RECONCILE_PHASE, phase).record(took);
    }

    /** Counts a write that was sent because of an event seen this long ago. */
    public void eventToCall(Duration latency) {
        eventToCall.record(latency);
    }

    /** Everything in Prometheus' text format, with what there is now. */
    public synchronized String scrape(Fleet now) {
        show(loadBalancers, Family.LOAD_BALANCERS, now.loadBalancers());
        show(targets, Family.TARGETS, now.targets());
        tasksRunning.register(List.of(Row.of(Tags.empty(), now.tasksRunning())), true);
        show(problems, Family.PROBLEMS, now.problems());
        return registry.scrape();
    }

    private Timer timer(Family family, String... values) {
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(family.labels().get(i), values[i]);
        }
        return Timer.builder(family.id())
                .description(family.meaning())
                .tags(tags)
                .register(registry);
    }

    private MultiGauge gauges(Family family) {
        return MultiGauge.builder(family.id()).description(family.meaning()).register(registry);
    }

    private static void show(MultiGauge gauges, Family family, Map<String, Integer> values) {
        String label = family.labels().get(0);
        gauges.register(
                values.entrySet().stream()
                        .<Row<?>>map(each -> Row.of(Tags.of(label, each.getKey()), each.getValue()))
                        .toList(),
                true);
    }
}
