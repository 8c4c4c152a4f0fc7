package io.enidirect.operator.loadbalancer;

import io.enidirect.operator.snapshot.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A load balancer over which was thought long rests at least as long: whatever somebody asks for on it, others get their
 * turn. The time of calls to the cloud, in between, is rest, too.
 */
final class Pace {
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

    Pass pass(String name) {
        return new Pass(name);
    }

    void forget(String name) {
        pauses.remove(name);
    }

    /** One pass over a load balancer, until it is closed. */
    final class Pass implements AutoCloseable {
        private final String name;
        private final Instant start = clock.instant();
        private Duration thought = Duration.ZERO;

        private Pass(String name) {
            this.name = name;
        }

        /** So much of it was no call. */
        void thought(Duration took) {
            thought = thought.plus(took);
        }

        @Override
        public void close() {
            Instant end = clock.instant();
            Duration rest = thought.multipliedBy(2).minus(Duration.between(start, end));
            if (thought.compareTo(Timing.HOUSE.process().longThought()) < 0 || rest.isNegative()) {
                pauses.remove(name);
            } else {
                pauses.put(name, end.plus(rest));
            }
        }
    }
}
