package io.enidirect.operator.apply;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.TaskState;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.ObservedChange;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is known of one load balancer between two reconciles. One reconcile at a time changes it, and the task poller when
 * a task ends.
 */
final class CloudState {
    private final Backoff backoff;
    private Observed observed = Observed.UNREAD;
    private Memory memory = Memory.EMPTY;

    CloudState(Backoff backoff) {
        this.backoff = backoff;
    }

    synchronized Observed observed() {
        return observed;
    }

    synchronized Memory memory() {
        return memory;
    }

    synchronized void change(UnaryOperator<ObservedChange> change) {
        observed = change.apply(new ObservedChange(observed)).done();
    }

    synchronized void wanted(Set<String> keys, Instant now) {
        memory = Memories.wanted(memory, keys, now);
    }

    synchronized void done(Collection<String> keys) {
        memory = Memories.done(memory, keys);
    }

    synchronized void waits(String key, Instant now, Instant until) {
        memory = Memories.waits(memory, key, now, until);
    }

    synchronized void failed(String key, CloudException error, Instant now) {
        memory = Memories.failed(memory, key, error, now, backoff);
    }

    /**
     * A task has ended, or was given up. What it did is known only if it succeeded: a failed one may have left all, a part
     * or none of its effect.
     */
    synchronized void taskEnded(TaskState.Phase phase, String message, Instant now) {
        Observed.RunningTask task = observed.task().orElse(null);
        if (task == null) {
            return;
        }
        ObservedChange change = new ObservedChange(observed).task(null);
        boolean creation = task.action().startsWith("CreateLoadBalancer");
        if (phase == TaskState.Phase.SUCCEEDED) {
            done(List.of(task.action()));
            if (creation) {
                change.doubt(Aspect.LOAD_BALANCER); // its address is known only now
            }
            // what was read while it ran may show the time before it
            observed.readAt().forEach((aspect, at) -> {
                if (at.isAfter(task.since())) {
                    change.doubt(aspect);
                }
            });
        } else {
            change.doubt(Aspect.values());
            if (creation) {
                change.order(new Observed.Order(observed.order().attempt(), true));
            }
            failed(
                    task.action(),
                    new CloudException.UnknownOutcome(task.action(), Observed.RunningTask.FAILED, message, null),
                    now);
        }
        observed = change.done();
    }
}
