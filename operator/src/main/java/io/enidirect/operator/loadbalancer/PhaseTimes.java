package io.enidirect.operator.loadbalancer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * How long each step of a reconcile takes. One that fails is timed, too.
 *
 * @param clock the time of day, in which plans say when something is due
 * @param steady in which durations are measured
 * @param took told of each, by the name of the step
 */
public record PhaseTimes(Clock clock, Clock steady, BiConsumer<String, Duration> took) {

    public static PhaseTimes of(Clock clock, BiConsumer<String, Duration> took) {
        return new PhaseTimes(clock, SteadyClock.ofTheMachine(), took);
    }

    Instant now() {
        return clock.instant();
    }

    <T> T in(Phase phase, Supplier<T> step) {
        Instant start = steady.instant();
        try {
            return step.get();
        } finally {
            took.accept(phase.label(), Duration.between(start, steady.instant()));
        }
    }
}
