package io.enidirect.operator.loadbalancer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * How long each step of a reconcile takes. One that fails is timed, too.
 *
 * @param took told of each, by the name of the step
 */
public record PhaseTimes(Clock clock, BiConsumer<String, Duration> took) {

    Instant now() {
        return clock.instant();
    }

    <T> T in(Phase phase, Supplier<T> step) {
        Instant start = now();
        try {
            return step.get();
        } finally {
            took.accept(phase.label(), Duration.between(start, now()));
        }
    }
}
