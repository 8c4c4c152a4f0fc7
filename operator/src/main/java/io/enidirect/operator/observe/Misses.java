package io.enidirect.operator.observe;

import io.enidirect.operator.snapshot.Timing;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the API server said is not there, for all load balancers: it is not asked again until the informer shows it, or some
 * time has passed.
 */
final class Misses {
    private static final int MOST = 10_000;

    private record Miss(Class<?> type, String key) {}

    private final Clock clock;
    private final Map<Miss, Instant> misses = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Miss, Instant> eldest) {
            return size() > MOST;
        }
    };

    Misses(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(Class<?> type, String key) {
        Miss miss = new Miss(type, key);
        misses.remove(miss); // the eldest goes first
        misses.put(miss, clock.instant());
    }

    synchronized boolean recent(Class<?> type, String key) {
        Instant at = misses.get(new Miss(type, key));
        return at != null && at.plus(Timing.HOUSE.cluster().missing()).isAfter(clock.instant());
    }
}
