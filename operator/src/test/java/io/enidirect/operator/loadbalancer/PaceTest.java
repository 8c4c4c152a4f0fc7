package io.enidirect.operator.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-25T10:00:00Z"));
    private final Pace pace = new Pace(clock);

    @Test
    void whatTookLongRestsAsLong() {
        pass("slow", Duration.ofSeconds(2), Duration.ZERO);
        pass("quick", Duration.ofMillis(99), Duration.ZERO);

        assertThat(pace.pause("quick")).isEmpty();
        assertThat(pace.pause("other")).isEmpty();
        clock.advance(Duration.ofMillis(1401));
        assertThat(pace.pause("slow")).contains(Duration.ofMillis(500));
        clock.advance(Duration.ofMillis(500));
        assertThat(pace.pause("slow")).isEmpty();
    }

    @Test
    void theTimeOfCallsIsRest() {
        pass("partly", Duration.ofSeconds(2), Duration.ofMillis(500));
        assertThat(pace.pause("partly")).contains(Duration.ofMillis(1500));

        pass("enough", Duration.ofSeconds(2), Duration.ofSeconds(2));
        assertThat(pace.pause("enough")).isEmpty();
    }

    @Test
    void whatIsQuickAgainPausesNoMore() {
        pass("web", Duration.ofSeconds(2), Duration.ZERO);
        pass("web", Duration.ofMillis(5), Duration.ZERO);

        assertThat(pace.pause("web")).isEmpty();
    }

    private void pass(String name, Duration thought, Duration calls) {
        try (Pace.Pass pass = pace.pass(name)) {
            clock.advance(thought.plus(calls));
            pass.thought(thought);
        }
    }
}
