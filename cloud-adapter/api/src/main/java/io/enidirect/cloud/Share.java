package io.enidirect.cloud;

/** Which part of the rate limit a call comes from, so that what can wait never delays what cannot. */
public enum Share {
    /** The budget of the action. */
    FULL,
    /** Reads of the drift check: a small part. */
    DRIFT,
    /** Target writes tried while a task runs, and repeats after busy: a small part. */
    REPEAT
}
