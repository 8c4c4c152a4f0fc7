package io.enidirect.operator.endtoend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Goes on as time does, since JOSDK's timers are real, and jumps where a test has no time to wait. */
final class JumpingClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    synchronized void jump(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("This clock shows UTC");
    }
}
