package io.enidirect.operator.desired.endpoints;

import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is kept for a time only, although nothing shows any more that it is right: since when is remembered, as of a step,
 * and when its time is over somebody has to look again.
 */
final class Holds {
    private final Snapshot seen;
    private final Map<StepKey, Instant> ends = new LinkedHashMap<>();

    Holds(Snapshot seen) {
        this.seen = seen;
    }

    /** Whether it is still time; from the first time on that this is asked, without a break. */
    boolean hold(StepKey key, Duration atMost) {
        Instant end = seen.memory()
                .of(key)
                .map(Memory.Entry::since)
                .orElse(seen.now())
                .plus(atMost);
        ends.put(key, end);
        return end.isAfter(seen.now());
    }

    /** When each ends or ended, by the key of its memory. */
    Map<StepKey, Instant> ends() {
        return ends;
    }
}
