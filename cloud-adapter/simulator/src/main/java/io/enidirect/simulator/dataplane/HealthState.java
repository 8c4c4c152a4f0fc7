package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.DataPlane.Health;
import io.enidirect.simulator.dataplane.Frontend.Check;

/**
 * What the probes of a target have said so far.
 *
 * @param run equal results in a row: above zero successes, below zero failures
 */
record HealthState(Health health, int run) {
    static final HealthState UNPROBED = new HealthState(Health.UNKNOWN, 0);
    static final HealthState OFF = new HealthState(Health.CLOSE, 0);

    static HealthState initial(Check check) {
        return check.enabled() ? UNPROBED : OFF;
    }

    /** The state under a check that may have been switched on or off. */
    HealthState under(Check check) {
        boolean off = health == Health.CLOSE;
        return check.enabled() == off ? initial(check) : this;
    }

    HealthState after(boolean success, Check check) {
        if (!check.enabled()) {
            return this;
        }
        int now = success
                ? Math.min(Math.max(run, 0) + 1, check.healthyThreshold())
                : Math.max(Math.min(run, 0) - 1, -check.unhealthyThreshold());
        if (now >= check.healthyThreshold()) {
            return new HealthState(Health.ALIVE, now);
        }
        if (now <= -check.unhealthyThreshold()) {
            return new HealthState(Health.DEAD, now);
        }
        return new HealthState(health, now);
    }
}
