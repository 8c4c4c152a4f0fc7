package io.enidirect.cloud;

/** What the cloud's own probes say of a target (HealthStatusDetail). */
public enum Health {
    ALIVE,
    DEAD,
    /** Not probed often enough yet. */
    UNKNOWN,
    /** Probing is switched off, or the listener is stopped: counts as alive for a readiness gate. */
    OFF;

    public boolean good() {
        return this == ALIVE || this == OFF;
    }
}
