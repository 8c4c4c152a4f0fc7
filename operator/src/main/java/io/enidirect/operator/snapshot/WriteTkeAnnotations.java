package io.enidirect.operator.snapshot;

/** On which sources stands what TKE's own controller would write there for scripts. */
public enum WriteTkeAnnotations {
    /** On those that are ours by what TKE's own controller answers to. */
    AUTO,
    /** On all of ours. */
    ALWAYS,
    /** On none. */
    NEVER;

    /** @param tkesWay the source is ours by what TKE's own controller answers to */
    public boolean on(boolean tkesWay) {
        return this == ALWAYS || (this == AUTO && tkesWay);
    }
}
