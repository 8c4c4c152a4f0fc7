package io.enidirect.simulator;

import io.enidirect.simulator.cloud.Cloud;
import io.enidirect.simulator.cloud.Drift;
import io.enidirect.simulator.cloud.Settings;
import io.enidirect.simulator.cloud.State;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What tests do to a simulator and ask of it, in process; the control API offers the same. Thread-safe. */
public final class SimulatorControl {
    private final Cloud cloud;
    private final Faults faults;
    private final CallLog log;
    private final Held held;

    SimulatorControl(Cloud cloud, Faults faults, CallLog log, Held held) {
        this.cloud = cloud;
        this.faults = faults;
        this.log = log;
        this.held = held;
    }

    /** All calls since the start or the last {@link #clearCalls}, oldest first. */
    public List<Call> calls() {
        return log.calls();
    }

    /** Those of one action. */
    public List<Call> calls(String action) {
        return log.calls().stream().filter(call -> call.action().equals(action)).toList();
    }

    /** The executed writes: none of them in steady state. */
    public List<Call> executedWrites() {
        return log.calls().stream()
                .filter(call -> call.executed() && call.mutating())
                .toList();
    }

    public void clearCalls() {
        log.clear();
    }

    /** Adds to the schedule; each counts calls from now on. */
    public void fault(Fault... more) {
        faults.add(List.of(more));
    }

    /** Ends all faults. Held answers stay held. */
    public void clearFaults() {
        faults.clear();
    }

    public Settings settings() {
        return cloud.settings();
    }

    /** Changes settings from the next call on; running tasks keep their end. */
    public void settings(UnaryOperator<Settings> change) {
        cloud.settings(change);
    }

    /** The ids of the tasks that have not ended. */
    public List<String> runningTasks() {
        return cloud.runningTasks();
    }

    /** Ends all tasks: what they change is there when this returns. */
    public void endTasks() {
        cloud.endTasks(null);
    }

    /** Ends one task; nothing happens if it has ended. */
    public void endTask(String id) {
        cloud.endTasks(id);
    }

    /** How many answers are held. */
    public int held() {
        return held.count();
    }

    /** Sends all held answers. */
    public void release() {
        held.release();
    }

    /**
     * Changes something by hand.
     *
     * @return the id of what was added, or an empty text
     * @throws IllegalArgumentException if what it names isn't there, or a field is missing
     */
    public String drift(Drift change) {
        return cloud.drift(change);
    }

    public State state() {
        return cloud.state();
    }

    /** Where each {@code PROTOCOL vip:port} is really reached; 0.0.0.0:0 for HTTPS, which is not served. */
    public Map<String, InetSocketAddress> addresses() {
        return cloud.addresses();
    }
}
