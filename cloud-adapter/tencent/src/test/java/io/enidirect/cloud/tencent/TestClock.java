package io.enidirect.cloud.tencent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock and a stopwatch that agree, and stand still. */
final class TestClock extends Clock {
    static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    private volatile Instant now = START;

    void pass(Duration duration) {
        now = now.plus(duration);
    }

    void until(Instant instant) {
        now = instant;
    }

    long nanos() {
        return Duration.between(START, now).toNanos();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
