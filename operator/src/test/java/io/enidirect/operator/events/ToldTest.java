package io.enidirect.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final Notice OUTSIDE = new Notice(Notice.Type.Warning, "Rejected", "outside the ranges");
    private static final Notice CLAMPED = new Notice(Notice.Type.Warning, "Clamped", "moved into the range");
    private static final Notice SYNCED = new Notice(Notice.Type.Normal, "Synced", "as it is wanted");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-25T10:00:00Z"));
    private final Told told = new Told(clock);

    private List<Notice> news(Notice... now) {
        return told.news("u1", List.of(now));
    }

    @Test
    void isNewsUntilItWasWritten() {
        assertThat(news(OUTSIDE)).containsExactly(OUTSIDE);
        assertThat(news(OUTSIDE, CLAMPED)).containsExactly(OUTSIDE, CLAMPED);

        told.add("u1", OUTSIDE);

        assertThat(news(OUTSIDE, CLAMPED)).containsExactly(CLAMPED);
        clock.advance(Duration.ofDays(1));
        assertThat(news(OUTSIDE)).isEmpty();
    }

    /** A rollout outside the ranges: pods come and go, and the problem with them. */
    @Test
    void problemThatComesAndGoesIsToldEveryFiveMinutesAtMost() {
        told.add("u1", OUTSIDE);
        int news = 0;
        for (int second = 0; second < 600; second += 10) {
            clock.advance(Duration.ofSeconds(5));
            news();
            clock.advance(Duration.ofSeconds(5));
            if (!news(OUTSIDE).isEmpty()) {
                news++;
                told.add("u1", OUTSIDE);
            }
        }

        assertThat(news).as("in ten minutes").isEqualTo(2);
    }

    @Test
    void thatAllIsWellAgainIsNewsEachTime() {
        told.add("u1", SYNCED);
        assertThat(news(SYNCED)).isEmpty();
        assertThat(news(OUTSIDE)).containsExactly(OUTSIDE);

        assertThat(news(SYNCED)).containsExactly(SYNCED);
    }

    @Test
    void forgetsSomeOfManyObjects() {
        for (int i = 0; i <= 20_000; i++) {
            told.add("many-" + i, OUTSIDE);
        }

        assertThat(told.knows("many-0", OUTSIDE)).isFalse();
        assertThat(told.knows("many-1", OUTSIDE)).isTrue();
    }
}
