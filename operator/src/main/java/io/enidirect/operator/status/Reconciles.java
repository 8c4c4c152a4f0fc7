package io.enidirect.operator.status;

import io.enidirect.operator.metrics.Metrics;
import io.enidirect.operator.snapshot.Timing;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Times every reconcile of every controller, knows those that do not come back, and hears when a deletion is done with. */
public final class Reconciles implements io.javaoperatorsdk.operator.api.monitoring.Metrics {
    /**
     * Longer than the longest honest reconcile: 32 steps, each with a call of at most 8 s. The cloud alone, however slow,
     * must not have the process restarted.
     */
    private record Running(String object, Instant since) {}

    private final Map<Object, Running> running = new ConcurrentHashMap<>();
    private final Map<String, Consumer<ResourceID>> afterDeletions = new ConcurrentHashMap<>();
    private final Metrics metrics;
    private final Clock clock;

    public Reconciles(Metrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        String kind = kind(execution);
        Running now = new Running(kind + " " + execution.resourceID(), clock.instant());
        running.put(execution, now);
        String result = "failed";
        try {
            T answer = execution.execute();
            result = "done";
            return answer;
        } finally {
            running.remove(execution);
            metrics.reconciled(kind, result, Duration.between(now.since(), clock.instant()));
        }
    }

    private static String kind(ControllerExecution<?> execution) {
        return kind(execution.metadata()).orElseGet(execution::controllerName);
    }

    private static Optional<String> kind(Map<String, Object> metadata) {
        return metadata.get(Constants.RESOURCE_GVK_KEY) instanceof GroupVersionKind kind
                ? Optional.of(kind.getKind())
                : Optional.empty();
    }

    /**
     * Who is to hear of it when the framework has done with the deletion of an object of this kind.
     *
     * @param listener called in the framework's own lock, right after it has forgotten the name
     */
    public void afterDeletions(String kind, Consumer<ResourceID> listener) {
        afterDeletions.put(kind, listener);
    }

    @Override
    public void cleanupDone(ResourceID name, Map<String, Object> metadata) {
        kind(metadata).map(afterDeletions::get).ifPresent(listener -> listener.accept(name));
    }

    /** The oldest that does not come back, if there is one: only a restart would give its worker back. */
    public Optional<String> stuck() {
        Instant latest = clock.instant().minus(Timing.HOUSE.process().stuck());
        return running.values().stream()
                .filter(each -> each.since().isBefore(latest))
                .min(Comparator.comparing(Running::since))
                .map(each -> each.object() + " has been reconciled since " + each.since());
    }
}
