package io.enidirect.operator.status;

import io.enidirect.operator.http.HealthProbe;
import io.enidirect.operator.observe.ClusterWatch;
import io.enidirect.operator.region.tasks.TaskPoller;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is asked of a controller's parts when somebody asks for health. */
public record Health(ClusterWatch cluster, TaskPoller tasks, Reconciles reconciles) {
    /** What only a restart would mend: a cloud or an API server that fails is not among it. */
    public List<HealthProbe> alive() {
        return List.of(
                new HealthProbe("tasks", tasks::trouble),
                new HealthProbe("workers", reconciles::stuck),
                new HealthProbe("informers", () -> cluster.started() ? kinds(cluster::stopped) : Optional.empty()));
    }

    /** Whether it sees the cluster as it is; a stand-by does, too. */
    public List<HealthProbe> ready() {
        return List.of(new HealthProbe(
                "informers",
                () -> cluster.started()
                        ? kinds(cluster::untrusted)
                        : kinds(cluster::awaited).or(() -> Optional.of("not yet"))));
    }

    private static Optional<String> kinds(Supplier<List<String>> which) {
        return Optional.of(String.join(", ", which.get())).filter(found -> !found.isEmpty());
    }
}
