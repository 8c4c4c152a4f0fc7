package io.enidirect.operator.region.quotas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.FakeLoadBalancers;
import io.enidirect.cloud.ManualClock;
import io.enidirect.cloud.Quotas;
import io.enidirect.operator.snapshot.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the account may have, as the cloud says it, and while the cloud says nothing. */
class AccountLimitsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakeLoadBalancers cloud = new FakeLoadBalancers(clock);
    private final AtomicInteger changes = new AtomicInteger();
    private final AccountLimits limits = new AccountLimits(cloud, clock, () -> 0.5, changes::incrementAndGet);

    @AfterEach
    void close() {
        limits.close();
    }

    @Test
    void askedOnceWhenItStartsAndEveryHour() {
        cloud.console().quotas(new Quotas(60, 80, 200));
        limits.start();
        limits.start();
        await().until(() -> limits.now().equals(new Limits(60, 80)));

        assertThat(cloud.count("quotas")).isEqualTo(1);
        assertThat(changes).hasValue(1);
        assertThat(limits.ask()).isEqualTo(HOUR.plusMinutes(3));
        assertThat(changes).as("the same is no change").hasValue(1);

        cloud.console().quotas(new Quotas(60, 40, 200));
        limits.ask();
        assertThat(limits.now()).isEqualTo(new Limits(60, 40));
        assertThat(changes).hasValue(2);
    }

    @Test
    void theCloudsOwnCountWhereItSaysNothing() {
        cloud.console().quotas(new Quotas(null, 0, null));
        assertThat(limits.ask()).isGreaterThanOrEqualTo(HOUR);
        assertThat(limits.now()).isEqualTo(Limits.DEFAULT);
        assertThat(changes).hasValue(0);
    }

    @Test
    void theLastAnswerCountsWhileThereIsNoOtherAndItAsksLessAndLess() {
        cloud.console().quotas(new Quotas(60, 80, 200));
        limits.ask();
        List<Duration> waits = IntStream.range(0, 12)
                .mapToObj(again -> {
                    cloud.failNext(
                            "quotas",
                            new CloudException.Denied("DescribeQuota", "UnauthorizedOperation", "", null),
                            When.BEFORE);
                    return limits.ask();
                })
                .toList();

        assertThat(limits.now()).isEqualTo(new Limits(60, 80));
        assertThat(waits)
                .startsWith(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20))
                .endsWith(HOUR, HOUR)
                .isSorted();
        limits.ask();
        cloud.failNext(
                "quotas", new CloudException.Unavailable("DescribeQuota", "connect", "refused", null), When.BEFORE);
        assertThat(limits.ask()).as("an answer ends that").isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void waitsAsLongAsTheRateLimitSays() {
        cloud.throttleUntil(clock.instant().plusSeconds(3));
        assertThat(limits.ask()).isEqualTo(Duration.ofMillis(3001));
        cloud.throttleUntil(clock.instant());
        cloud.failNext(
                "quotas",
                new CloudException.Throttled(
                        "DescribeQuota",
                        "RequestLimitExceeded",
                        "",
                        null,
                        clock.instant().plusSeconds(2)),
                When.BEFORE);
        assertThat(limits.ask()).isEqualTo(Duration.ofMillis(2001));
    }
}
