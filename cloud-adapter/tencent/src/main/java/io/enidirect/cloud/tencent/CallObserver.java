package io.enidirect.cloud.tencent;

import java.time.Duration;

/** Told of every call that was sent or failed on the way, for metrics. Called in the caller's thread; must not block. */
@FunctionalInterface
public interface CallObserver {
    CallObserver NONE = (action, outcome, took) -> {};

    /**
     * A call has ended.
     *
     * @param action the cloud's name of the call
     * @param outcome {@code ok}, or the kind of {@link io.enidirect.cloud.CloudException} as in {@code unknown_outcome}
     */
    void called(String action, String outcome, Duration took);
}
