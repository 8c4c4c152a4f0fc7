package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.ManualClock;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MissesTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-25T10:00:00Z"));
    private final Misses misses = new Misses(clock);

    @Test
    void areRememberedForHalfAMinute() {
        misses.add(Service.class, "shop/web");

        clock.advance(Duration.ofSeconds(29));
        assertThat(misses.recent(Service.class, "shop/web")).isTrue();
        assertThat(misses.recent(Service.class, "shop/api")).isFalse();
        assertThat(misses.recent(Pod.class, "shop/web")).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(misses.recent(Service.class, "shop/web")).isFalse();
    }

    @Test
    void areSoManyAtMost() {
        for (int i = 0; i <= 10_000; i++) {
            misses.add(Service.class, "shop/" + i);
        }

        assertThat(misses.recent(Service.class, "shop/0")).isFalse();
        assertThat(misses.recent(Service.class, "shop/1")).isTrue();
    }
}
