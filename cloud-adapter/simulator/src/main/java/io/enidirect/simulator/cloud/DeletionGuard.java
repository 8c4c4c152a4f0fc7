package io.enidirect.simulator.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The guard against too many deletions in a region. Guarded by the account's lock. */
final class DeletionGuard {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Deque<Instant> deletions = new ArrayDeque<>();

    /** CLB API, DeleteLoadBalancer: 30 in 5 minutes; it can't be forced. */
    void check(int count, int limit, Instant now) {
        while (!deletions.isEmpty() && !now.isBefore(deletions.getFirst().plus(WINDOW))) {
            deletions.removeFirst();
        }
        if (deletions.size() + count > limit) {
            throw new ApiError(
                    "FailedOperation.FrequencyCheckRisk",
                    "Too many load balancers were deleted in the last 5 minutes: the limit is " + limit + ".");
        }
    }

    void deleted(int count, Instant now) {
        for (int i = 0; i < count; i++) {
            deletions.add(now);
        }
    }
}
