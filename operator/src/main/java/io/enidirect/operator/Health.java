package io.enidirect.operator;

import io.enidirect.operator.http.HealthProbe;
import io.enidirect.operator.observe.ChangeEventSource;
import io.enidirect.operator.tasks.TaskPoller;
import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import java.util.List;
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
                new HealthProbe(
                        "informers",
                        () -> runtime.isStarted() ? kinds(informer -> !informer.isRunning()) : Optional.empty()));
    }

    /** Whether it sees the cluster as it is; a stand-by does, too. */
    List<HealthProbe> ready() {
        return List.of(new HealthProbe(
                "informers",
                () -> runtime.isStarted()
                        ? kinds(informer -> !ChangeEventSource.trusted(informer))
                        : Optional.of("not yet")));
    }

    /** The kinds of which an informer is like this, by the controllers that watch them. */
    private Optional<String> kinds(Predicate<InformerHealthIndicator> which) {
        Set<String> found = new TreeSet<>();
        runtime.getRegisteredControllers()
                .forEach(controller -> controller
                        .getControllerHealthInfo()
                        .informerEventSourceHealthIndicators()
                        .forEach((name, source) -> {
                            InformerWrappingEventSourceHealthIndicator<?> informers = source;
                            if (informers.informerHealthIndicators().values().stream()
                                    .anyMatch(which)) {
                                found.add(controller.getConfiguration().getName() + "/" + name);
                            }
                        }));
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", found));
    }
}
