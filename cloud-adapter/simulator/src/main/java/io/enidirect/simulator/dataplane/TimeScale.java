package io.enidirect.simulator.dataplane;

import java.util.concurrent.TimeUnit;

/** The API's seconds in this machine's nanoseconds. Thread-safe. */
final class TimeScale {
    private volatile double factor = 1;

    void change(double next) {
        if (!(next > 0) || Double.isInfinite(next)) {
            throw new IllegalArgumentException("A time scale of " + next + " is not positive and finite");
        }
        factor = next;
    }

    long nanos(int seconds) {
        return (long) (TimeUnit.SECONDS.toNanos(seconds) / factor);
    }
}
