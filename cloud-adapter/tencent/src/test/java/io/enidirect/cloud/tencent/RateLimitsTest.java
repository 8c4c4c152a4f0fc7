package io.enidirect.cloud.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RateLimitsTest {
    private static final Instant START = TestClock.START;
    private final TestClock time = new TestClock();
    private final RateLimits limits = new RateLimits(10, time::nanos, time);

    @Test
    void givesASlotToEachLoadBalancerAndTheSameWhenAskedEarlier() {
        assertThat(ask("lb-1")).isEmpty();
        Instant second = ask("lb-2").orElseThrow();
        Instant third = ask("lb-3").orElseThrow();

        assertThat(second).isAfter(START).isBeforeOrEqualTo(START.plusMillis(100));
        assertThat(third).isEqualTo(second.plusMillis(100));
        time.pass(Duration.ofMillis(1));
        assertThat(ask("lb-2")).contains(second);
        assertThat(ask("lb-3")).contains(third);
    }

    @Test
    void aSlotLetsExactlyOneCallThrough() {
        ask("lb-1");
        Instant slot = ask("lb-1").orElseThrow();
        time.until(slot);

        assertThat(ask("lb-1")).isEmpty();
        assertThat(ask("lb-1")).isPresent();
    }

    @Test
    void aSlotIsLostASecondAfterItsTime() {
        ask("lb-1");
        Instant kept = ask("lb-2").orElseThrow();
        Instant lost = ask("lb-3").orElseThrow();
        time.until(kept.plusSeconds(1));
        assertThat(ask("lb-2")).isEmpty();
        time.until(lost.plusMillis(1_001));
        assertThat(ask("lb-4")).isEmpty();

        assertThat(ask("lb-3")).get().satisfies(slot -> assertThat(slot).isAfter(lost.plusSeconds(1)));
    }

    @Test
    void actionsDoNotDisturbEachOther() {
        ask("lb-1");

        assertThat(limits.admit(Action.CREATE_RULE, Share.FULL, "lb-1")).isEmpty();
    }

    @Test
    void spacesCallsSoThatNoSecondHasMoreThanTheRateAndOne() {
        List<Instant> sent = new ArrayList<>();
        for (int call = 0; call < 50; call++) {
            ask("lb-" + call).ifPresent(time::until);
            sent.add(time.instant());
        }

        for (int i = 1; i < sent.size(); i++) {
            assertThat(Duration.between(sent.get(i - 1), sent.get(i))).isLessThanOrEqualTo(Duration.ofMillis(100));
        }
        for (Instant from : sent) {
            assertThat(sent)
                    .filteredOn(each -> !each.isBefore(from) && each.isBefore(from.plusSeconds(1)))
                    .hasSizeLessThanOrEqualTo(11);
        }
    }

    @Test
    void aSmallShareIsATenthAndTheSharesTogetherAreTheWhole() {
        assertThat(perMinute(Action.DESCRIBE_TARGETS, Share.FULL)).isBetween(539, 540);
        assertThat(perMinute(Action.DESCRIBE_TARGETS, Share.DRIFT)).isBetween(59, 60);
        assertThat(perMinute(Action.REGISTER, Share.FULL)).isBetween(539, 540);
        assertThat(perMinute(Action.REGISTER, Share.REPEAT)).isBetween(59, 60);
        assertThat(perMinute(Action.DESCRIBE_TASK_STATUS, Share.FULL)).isBetween(599, 600);
    }

    @Test
    void aShareThatIsUsedUpLeavesTheOthersAlone() {
        while (limits.admit(Action.REGISTER, Share.REPEAT, "lb-1").isEmpty()) {
            time.pass(Duration.ZERO);
        }

        assertThat(limits.admit(Action.REGISTER, Share.FULL, "lb-1")).isEmpty();
    }

    @Test
    void whatTheCloudRefusesPausesTheActionOnly() {
        limits.pause(Action.DELETE_LOAD_BALANCER, START.plusSeconds(300));
        limits.pause(Action.DELETE_LOAD_BALANCER, START.plusSeconds(1));

        assertThat(limits.admit(Action.DELETE_LOAD_BALANCER, Share.FULL, "lb-1"))
                .contains(START.plusSeconds(300));
        assertThat(limits.admit(Action.CREATE_LOAD_BALANCER, Share.FULL, "lb-1"))
                .isEmpty();
        time.until(START.plusSeconds(300));
        assertThat(limits.admit(Action.DELETE_LOAD_BALANCER, Share.FULL, "lb-1"))
                .isEmpty();
    }

    @Test
    void afterAPauseTheCallsAreSpacedAgain() {
        List<String> all = List.of("lb-1", "lb-2", "lb-3", "lb-4", "lb-5");
        all.forEach(this::ask);
        Instant end = time.instant().plusSeconds(1);
        limits.pause(Action.CREATE_LISTENER, end);
        time.until(end);

        assertThat(all.stream().filter(who -> ask(who).isEmpty())).hasSizeLessThanOrEqualTo(1);
    }

    private Optional<Instant> ask(String who) {
        return limits.admit(Action.CREATE_LISTENER, Share.FULL, who);
    }

    /** How many calls get through in a minute, after the first. */
    private int perMinute(Action action, Share share) {
        limits.admit(action, share, "lb");
        Instant end = time.instant().plusSeconds(60);
        int calls = 0;
        while (true) {
            Optional<Instant> slot = limits.admit(action, share, "lb");
            if (slot.isPresent() && slot.get().isAfter(end)) {
                return calls;
            }
            slot.ifPresent(time::until);
            if (slot.isEmpty()) {
                calls++;
            }
        }
    }
}
