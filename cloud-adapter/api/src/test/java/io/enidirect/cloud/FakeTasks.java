package io.enidirect.cloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accepted writes that have not ended yet, and how the others ended. */
final class FakeTasks {
    private record Task(TaskId id, LoadBalancerId loadBalancer, Instant end, FakeChange<?> change, boolean creation) {}

    private record Fate(String message, boolean withEffect) {}

    private final Clock clock;
    private final Map<TaskId, TaskState> states = new HashMap<>();
    private final Deque<Task> running = new ArrayDeque<>();
    private final Deque<Fate> failures = new ArrayDeque<>();
    private Duration duration = Duration.ZERO;
    private boolean manual;

    FakeTasks(Clock clock) {
        this.clock = clock;
    }

    void last(Duration each) {
        duration = each;
    }

    void manual(boolean wanted) {
        manual = wanted;
    }

    void failNext(String message, boolean withEffect) {
        failures.add(new Fate(message, withEffect));
    }

    TaskId accept(LoadBalancerId loadBalancer, FakeChange<?> change, boolean creation) {
        TaskId id = new TaskId("task-%08d".formatted(states.size() + 1));
        states.put(id, new TaskState(TaskState.Phase.RUNNING, "", List.of()));
        running.add(new Task(id, loadBalancer, clock.instant().plus(duration), change, creation));
        return id;
    }

    boolean busy(LoadBalancerId loadBalancer) {
        return running.stream().anyMatch(task -> task.loadBalancer().equals(loadBalancer));
    }

    Optional<TaskState> state(TaskId id) {
        return Optional.ofNullable(states.get(id));
    }

    /** Ends what is due by the clock. */
    void settle() {
        if (!manual) {
            Instant now = clock.instant();
            end(running.stream().filter(task -> !task.end().isAfter(now)).toList());
        }
    }

    void endAll() {
        end(List.copyOf(running));
    }

    private void end(List<Task> tasks) {
        for (Task task : tasks) {
            running.remove(task);
            states.put(task.id(), outcome(task, failures.poll()));
        }
    }

    private static TaskState outcome(Task task, @Nullable Fate fate) {
        if (fate == null || fate.withEffect()) {
            task.change().effect().run();
        }
        if (fate != null) {
            task.change().failure().run();
            return new TaskState(TaskState.Phase.FAILED, fate.message(), List.of());
        }
        return new TaskState(TaskState.Phase.SUCCEEDED, "", task.creation() ? List.of(task.loadBalancer()) : List.of());
    }
}
