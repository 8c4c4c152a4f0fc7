package io.enidirect.operator.loadbalancer;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * For how long something takes: no correction of the machine's time, an hour at once at worst, makes a look at a load
 * balancer one of an hour, after which it would rest as long. Its instants compare with no other clock's.
 */
final class SteadyClock extends Clock {
    private final LongSupplier nanos;

    /** @param nanos elapsed since whenever, as {@link System#nanoTime} tells it */
    SteadyClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    static Clock ofTheMachine() {
        return new SteadyClock(System::nanoTime);
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanos.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("This clock shows no time of day");
    }
}
