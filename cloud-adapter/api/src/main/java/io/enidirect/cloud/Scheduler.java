package io.enidirect.cloud;

/** How a backend picks a target. */
public enum Scheduler {
    /** Weighted round robin, the cloud's default. Session persistence works with this one only. */
    WRR,
    LEAST_CONN,
    /** Rules only when created; listeners by a later modification. */
    IP_HASH
}
