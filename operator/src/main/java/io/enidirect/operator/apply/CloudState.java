package io.enidirect.operator.apply;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState;
import io.enidirect.operator.plan.step.LoadBalancerStep;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Observed.RunningTask;
import io.enidirect.operator.snapshot.ObservedChange;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one load balancer between two reconciles. One reconcile at a time changes it, and the task poller when
 * a task ends.
 */
final class CloudState {
    private final Backoff backoff;
    private Observed observed = Observed.UNREAD;
    private Memory memory = Memory.EMPTY;
    /** In the order in which they were accepted: during one that takes long a write of targets may begin another. */
    private final Map<TaskId, RunningTask> tasks = new LinkedHashMap<>();

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

    synchronized void wanted(Set<StepKey> keys, Instant now) {
        memory = Memories.wanted(memory, keys, now);
    }

    synchronized void done(Collection<? extends StepKey> keys) {
        memory = Memories.done(memory, keys);
    }

    synchronized void waits(StepKey key, Instant now, Instant until) {
        memory = Memories.waits(memory, key, now, until);
    }

    synchronized void failed(StepKey key, CloudException error, Instant now) {
        failed(Map.of(key, error), now);
    }

    synchronized void failed(Map<? extends StepKey, CloudException> errors, Instant now) {
        memory = Memories.failed(memory, errors, now, backoff);
    }

    /** Whether something was denied for want of credentials, which may now be tried at once. */
    synchronized boolean credentialsReturned(Instant now) {
        Memory before = memory;
        memory = Memories.credentialsReturned(before, now);
        return !memory.equals(before);
    }

    /** The cloud has accepted a call. Of several tasks the oldest is the one that is observed. */
    synchronized void accepted(RunningTask task) {
        tasks.put(task.id(), task);
        observed = new ObservedChange(observed).task(oldestTask()).done();
    }

    private @Nullable RunningTask oldestTask() {
        return tasks.values().stream().findFirst().orElse(null);
    }

    /**
     * A task has ended, or was given up; one that is not known here changes nothing. What it did is known only if it succeeded: a failed one may have left all, a part
     * or none of its effect.
     */
    synchronized void taskEnded(TaskId ended, TaskState.Phase phase, String message, Instant now) {
        RunningTask task = tasks.remove(ended);
        if (task == null) {
            return;
        }
        ObservedChange change = new ObservedChange(observed).task(oldestTask());
        boolean creation = task.step() instanceof LoadBalancerStep.CreateLoadBalancer.Key;
        if (phase == TaskState.Phase.SUCCEEDED) {
            done(List.of(task.step()));
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
                    task.step(),
                    new CloudException.UnknownOutcome(task.step().action(), RunningTask.FAILED, message, null),
                    now);
        }
        observed = change.done();
    }
}
