package io.enidirect.operator.apply;

import io.enidirect.cloud.TaskState;
import io.enidirect.operator.observe.CloudMemory;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
        return of(name).observed();
    }

    @Override
    public Memory memory(String name) {
        return of(name).memory();
    }

    /** The task that the load balancer waits for has ended; without a running task nothing happens. */
    public void taskEnded(String name, TaskState.Phase phase, String message) {
        of(name).taskEnded(phase, message, clock.instant());
    }

    /** The object is gone: nothing is remembered of it. */
    public void forget(String name) {
        states.remove(name);
    }

    CloudState of(String name) {
        return states.computeIfAbsent(name, key -> new CloudState(backoff));
    }
}
