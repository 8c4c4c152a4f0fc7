package io.enidirect.operator.apply;

import io.enidirect.cloud.CloudException;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Memory.Entry;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The next memory, from the one before. */
final class Memories {
    private Memories() {}

    /** Remembers since when these are wanted, and forgets all others: a changed step is another step. */
    static Memory wanted(Memory before, Set<StepKey> keys, Instant now) {
        Map<StepKey, Entry> entries = new HashMap<>();
        for (StepKey key : keys) {
            entries.put(key, before.of(key).orElseGet(() -> new Entry(now, 0, now, null)));
        }
        return new Memory(entries);
    }

    static Memory done(Memory before, Collection<? extends StepKey> keys) {
        Map<StepKey, Entry> entries = new HashMap<>(before.entries());
        entries.keySet().removeAll(keys);
        return new Memory(entries);
    }

    /** Not sent: nothing is known that was not known before. */
    static Memory waits(Memory before, StepKey key, Instant now, Instant until) {
        Entry entry = before.of(key).orElseGet(() -> new Entry(now, 0, now, null));
        Map<StepKey, Entry> entries = new HashMap<>(before.entries());
        entries.put(key, new Entry(entry.since(), entry.attempts(), until, entry.error()));
        return new Memory(entries);
    }

    static Memory failed(Memory before, Map<? extends StepKey, CloudException> errors, Instant now, Backoff backoff) {
        Map<StepKey, Entry> entries = new HashMap<>(before.entries());
        errors.forEach((key, error) -> entries.put(key, failed(before.of(key), error, now, backoff)));
        return new Memory(entries);
    }

    private static Entry failed(Optional<Entry> before, CloudException error, Instant now, Backoff backoff) {
        Entry entry = before.orElseGet(() -> new Entry(now, 0, now, null));
        Duration wait = backoff.after(error, entry.attempts());
        Instant next = now.plus(wait);
        if (error instanceof CloudException.Throttled throttled
                && throttled.until().isAfter(next)) {
            next = throttled.until();
        }
        return new Entry(entry.since(), entry.attempts() + 1, next, error);
    }

    /** What was denied for want of credentials may be tried now; the same memory where nothing was. */
    static Memory credentialsReturned(Memory before, Instant now) {
        Map<StepKey, Entry> entries = new HashMap<>(before.entries());
        entries.replaceAll((key, entry) -> entry.error() instanceof CloudException.Denied denied
                        && denied.ground() == CloudException.Denied.Ground.CREDENTIALS
                ? new Entry(entry.since(), entry.attempts(), now, entry.error())
                : entry);
        return new Memory(entries);
    }
}
