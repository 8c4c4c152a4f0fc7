package io.enidirect.cloud.tencent;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One share of one action's rate: a limiter that gives one permit a period, and the time slots that were promised of it.
 *
 * <p>A reserved permit cannot be given back to Resilience4j's limiter, hence "a slot unused is lost".
 */
final class Budget {
    private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();
    /** Beyond this the limiter does not reserve (it answers −1): a queue that is never met. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final RateLimiter limiter;
    private final LongSupplier nanos;
    private final Clock clock;
    /** In the order of their times, since the limiter reserves in that order. */
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    /** @param nanos a clock that never jumps: the limiter would not survive one that does */
    Budget(String name, double perSecond, LongSupplier nanos, Clock clock) {
        RateLimiterConfig spaced = RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofNanos((long) Math.ceil(1e9 / perSecond)))
                .timeoutDuration(LONGEST_WAIT)
                .build();
        this.limiter = RateLimiter.of(name, spaced, nanos::getAsLong);
        this.nanos = nanos;
        this.clock = clock;
    }

    /** Empty if the call may go now; else when it may. Asked earlier than that, the same time comes back. */
    synchronized Optional<Instant> admit(String who) {
        long now = nanos.getAsLong();
        dropLost(now);
        @Nullable Slot slot = slots.get(who);
        if (slot != null) {
            if (now - slot.due() < 0) {
                return Optional.of(slot.until());
            }
            slots.remove(who);
            return Optional.empty();
        }
        long wait = limiter.reservePermission();
        if (wait == 0) {
            return Optional.empty();
        }
        long in = wait < 0 ? LONGEST_WAIT.toNanos() : wait;
        Instant until = clock.instant().plusNanos(in);
        slots.put(who, new Slot(now + in, until));
        return Optional.of(until);
    }

    /** Takes back the slots before this time; who comes for one gets another. */
    synchronized void dropBefore(Instant time) {
        slots.values().removeIf(slot -> slot.until().isBefore(time));
    }

    private void dropLost(long now) {
        Iterator<Slot> inOrder = slots.values().iterator();
        while (inOrder.hasNext() && now - inOrder.next().due() > GRACE_NANOS) {
            inOrder.remove();
        }
    }

    /** @param due on the clock that never jumps; the same moment as {@code until} */
    private record Slot(long due, Instant until) {}
}
