package io.enidirect.operator.fencing;

import java.util.Optional;
import java.util.function.Supplier;

/** Whether a write to the cloud may start now. Safe to use from several threads; answers at once. */
@FunctionalInterface
public interface Fence {
    /** Without leader election: nobody else writes. */
    Fence NONE = () -> true;

    boolean open();

    /**
     * Writes, if that may start now.
     *
     * @return empty where nothing was sent
     */
    default <T> Optional<T> within(Supplier<T> write) {
        return open() ? Optional.of(write.get()) : Optional.empty();
    }
}
