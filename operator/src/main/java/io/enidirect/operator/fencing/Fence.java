package io.enidirect.operator.fencing;

/** Whether a write to the cloud may start now. Safe to use from several threads; answers at once. */
@FunctionalInterface
public interface Fence {
    /** Without leader election: nobody else writes. */
    Fence NONE = () -> true;

    boolean open();
}
