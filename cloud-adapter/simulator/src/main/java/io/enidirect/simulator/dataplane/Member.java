package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.DataPlane.Health;
import io.enidirect.simulator.dataplane.Frontend.Check;
import io.enidirect.simulator.dataplane.Frontend.Upstream;

/** A target behind a frontend with all that is remembered of it. Guarded by whoever holds it. */
final class Member {
    private Upstream upstream;
    private HealthState state;
    private int connections;
    private int credit;

    Member(Upstream upstream, HealthState state) {
        this.upstream = upstream;
        this.state = state;
    }

    Upstream upstream() {
        return upstream;
    }

    String address() {
        return upstream.address();
    }

    int weight() {
        return upstream.weight();
    }

    Health health() {
        return state.health();
    }

    int connections() {
        return connections;
    }

    /** The same address with perhaps another weight, under perhaps another check. */
    void become(Upstream next, Check check) {
        upstream = next;
        state = state.under(check);
    }

    void probed(boolean success, Check check) {
        state = state.after(success, check);
    }

    void connected() {
        connections++;
    }

    void disconnected() {
        connections--;
    }

    /** How long it has been passed over by the round robin, in weights. */
    int credit() {
        return credit;
    }

    void credit(int change) {
        credit += change;
    }
}
