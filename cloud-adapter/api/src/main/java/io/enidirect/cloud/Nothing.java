package io.enidirect.cloud;

/** The value of a call that answers with nothing but its having been done or accepted. */
public enum Nothing {
    NOTHING
}
