package io.enidirect.operator.loadbalancer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A load balancer over which was thought long pauses at least as long: whatever somebody asks for on it, others get their
 * turn. The time of calls to the cloud does not count.
 */
final class Pace {
    /** Less is nothing to speak of. */
    private static final Duration LONG = Duration.ofMillis(100);

    private final Map<String, Instant> pauses = new ConcurrentHashMap<>();
    private final Clock clock;

    Pace(Clock clock) {
        this.clock = clock;
    }

    /** How long it has to wait; empty where it may go on. */
    Optional<Duration> pause(String name) {
        return Optional.ofNullable(pauses.get(name))
                .map(until -> Duration.between(clock.instant(), until))
                .filter(pause -> !pause.isNegative() && !pause.isZero());
    }

    /** One pass over it is at its end. */
    void took(String name, Duration thought) {
        if (thought.compareTo(LONG) < 0) {
            pauses.remove(name);
        } else {
            pauses.put(name, clock.instant().plus(thought));
        }
    }

    void forget(String name) {
        pauses.remove(name);
    }
}
