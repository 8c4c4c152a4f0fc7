package io.enidirect.operator;

import io.enidirect.operator.http.HealthProbe;
import io.enidirect.operator.tasks.TaskPoller;
import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.health.EventSourceHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What is asked of a controller's parts when somebody asks for health. */
record Health(RuntimeInfo runtime, TaskPoller tasks, Reconciles reconciles) {
    /** What only a restart would mend: a cloud or an API server that fails is not among it. */
    List<HealthProbe> alive() {
        return List.of(
                new HealthProbe("tasks", tasks::trouble),
                new HealthProbe("workers", reconciles::stuck),
                new HealthProbe("informers", () -> runtime.isStarted() ? sources(Health::stopped) : Optional.empty()));
    }

    /** Whether it has seen the cluster; a stand-by has, too. */
    List<HealthProbe> ready() {
        return List.of(new HealthProbe(
                "informers", () -> runtime.isStarted() ? sources(source -> true) : Optional.of("not yet")));
    }

    /** The unhealthy event sources of all controllers for which this holds. */
    private Optional<String> sources(Predicate<EventSourceHealthIndicator> which) {
        Set<String> found = new TreeSet<>();
        Map<String, Map<String, EventSourceHealthIndicator>> unhealthy = runtime.unhealthyEventSources();
        unhealthy.forEach((controller, sources) -> sources.forEach((name, source) -> {
            if (which.test(source)) {
                found.add(controller + "/" + name);
            }
        }));
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", found));
    }

    /** One that has not synced, or lost its watch, tries again by itself; one that has stopped does not. */
    private static boolean stopped(EventSourceHealthIndicator source) {
        return source instanceof InformerWrappingEventSourceHealthIndicator<?> informers
                && !informers.informerHealthIndicators().values().stream().allMatch(InformerHealthIndicator::isRunning);
    }
}
