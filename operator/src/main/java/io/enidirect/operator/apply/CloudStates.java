package io.enidirect.operator.apply;

import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.operator.observe.CloudMemory;
import io.enidirect.operator.record.RecordKeys;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What is known of each load balancer, by the name of its object. In memory only: a start reads everything anew. */
public final class CloudStates implements CloudMemory {
    private final Map<String, CloudState> states = new ConcurrentHashMap<>();
    private final Backoff backoff;
    private final Clock clock;

    public CloudStates(Backoff backoff, Clock clock) {
        this.backoff = backoff;
        this.clock = clock;
    }

    @Override
    public Observed observed(String name) {
        CloudState state = states.get(name);
        return state == null ? Observed.UNREAD : state.observed();
    }

    @Override
    public Memory memory(String name) {
        CloudState state = states.get(name);
        return state == null ? Memory.EMPTY : state.memory();
    }

    /** A task of the load balancer has ended; one that is forgotten stays so. */
    public void taskEnded(String name, TaskId task, TaskState.Phase phase, String message) {
        CloudState state = states.get(name);
        if (state != null) {
            state.taskEnded(task, phase, message, clock.instant());
        }
    }

    /** What its acknowledged record says now: of what that does not name nothing is remembered. */
    public void recorded(String name, CloudLoadBalancerStatus record) {
        CloudState state = states.get(name);
        if (state != null && !state.observed().vanished().isEmpty()) {
            state.change(change -> change.recorded(RecordKeys.backends(record)));
        }
    }

    /** Credentials can be had again: the names of those of which something was denied for want of them. */
    public Set<String> credentialsReturned() {
        Instant now = clock.instant();
        return states.entrySet().stream()
                .filter(entry -> entry.getValue().credentialsReturned(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The object is gone: nothing is remembered of it. */
    public void forget(String name) {
        states.remove(name);
    }

    int size() {
        return states.size();
    }

    /** Of a load balancer that is being reconciled: nobody else may begin to remember something. */
    CloudState of(String name) {
        return states.computeIfAbsent(name, key -> new CloudState(backoff));
    }
}
