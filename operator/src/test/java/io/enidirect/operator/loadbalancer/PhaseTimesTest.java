package io.enidirect.operator.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseTimesTest {
    private final ManualClock timeOfDay = new ManualClock(Instant.parse("2026-11-28T10:00:00Z"));
    private final List<String> told = new ArrayList<>();

    /** Measured by the time of day, a look during which it is set right by an hour made its load balancer rest for one. */
    @Test
    void aTimeOfDayThatIsSetRightIsNoWork() {
        ManualClock steady = new ManualClock(Instant.EPOCH);
        PhaseTimes times = new PhaseTimes(timeOfDay, steady, (phase, took) -> told.add(phase + " " + took));

        String answer = times.in(Phase.OBSERVE, () -> {
            timeOfDay.advance(Duration.ofHours(1));
            steady.advance(Duration.ofMillis(20));
            return "seen";
        });

        assertThat(answer).isEqualTo("seen");
        assertThat(told).containsExactly("observe PT0.02S");
    }

    @Test
    void theSteadyClockGoesOnWithTheMachinesElapsedTime() {
        long[] nanos = {-5};
        SteadyClock steady = new SteadyClock(() -> nanos[0]);
        Instant start = steady.instant();
        nanos[0] = 1_500_000_000L - 5;

        assertThat(Duration.between(start, steady.instant())).isEqualTo(Duration.ofMillis(1500));
        assertThat(Duration.between(
                        SteadyClock.ofTheMachine().instant(),
                        SteadyClock.ofTheMachine().instant()))
                .isGreaterThanOrEqualTo(Duration.ZERO);
    }
}
