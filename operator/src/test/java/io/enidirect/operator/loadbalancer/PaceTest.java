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
    void whatTookLongPausesAsLong() {
        pace.took("slow", Duration.ofSeconds(2));
        pace.took("quick", Duration.ofMillis(99));

        assertThat(pace.pause("quick")).isEmpty();
        assertThat(pace.pause("other")).isEmpty();
        assertThat(pace.pause("slow")).contains(Duration.ofSeconds(2));
        clock.advance(Duration.ofMillis(1500));
        assertThat(pace.pause("slow")).contains(Duration.ofMillis(500));
        clock.advance(Duration.ofMillis(500));
        assertThat(pace.pause("slow")).isEmpty();
    }

    @Test
    void whatIsQuickAgainPausesNoMore() {
        pace.took("web", Duration.ofSeconds(2));
        pace.took("web", Duration.ofMillis(5));

        assertThat(pace.pause("web")).isEmpty();
    }
}
