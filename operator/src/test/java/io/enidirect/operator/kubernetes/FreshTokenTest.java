package io.enidirect.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FreshTokenTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-28T10:00:00Z"));
    private final AtomicInteger looks = new AtomicInteger();
    private final FreshToken token = new FreshToken(() -> "token " + looks.incrementAndGet(), clock);

    @Test
    void isLookedForOnceAMinute() {
        assertThat(token.getToken()).isEqualTo("token 1");
        clock.advance(Duration.ofSeconds(59));
        assertThat(token.getToken()).isEqualTo("token 1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(token.getToken()).isEqualTo("token 2");
    }

    @Test
    void noTokenIsLookedForOnceAMinuteAsWell() {
        FreshToken none = new FreshToken(
                () -> {
                    looks.incrementAndGet();
                    return null;
                },
                clock);

        assertThat(none.getToken()).isNull();
        assertThat(none.getToken()).isNull();
        assertThat(looks).hasValue(1);
    }
}
