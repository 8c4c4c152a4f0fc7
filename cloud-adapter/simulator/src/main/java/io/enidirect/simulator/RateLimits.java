package io.enidirect.simulator;

import io.enidirect.simulator.cloud.ApiError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Calls in a sliding second, for each region and action. A refused call takes nothing of it. */
final class RateLimits {
    private record Key(String region, String action) {}

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final Clock clock;
    private final Map<Key, Deque<Instant>> windows = new HashMap<>();

    RateLimits(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes a place in the window.
     *
     * @param limit calls a second; 0 is no limit
     * @throws ApiError with the cloud's own text
     */
    synchronized void take(String region, String action, int limit) {
        if (limit == 0) {
            return;
        }
        Instant now = clock.instant();
        Deque<Instant> window = windows.computeIfAbsent(new Key(region, action), key -> new ArrayDeque<>());
        while (!window.isEmpty() && !now.isBefore(window.getFirst().plus(WINDOW))) {
            window.removeFirst();
        }
        if (window.size() >= limit) {
            throw new ApiError(
                    "RequestLimitExceeded",
                    "Your current request times equals to `" + (window.size() + 1)
                            + "` in a second, which exceeds the frequency limit `" + limit
                            + "` for a second. Please reduce the frequency of calls.");
        }
        window.add(now);
    }
}
