package io.enidirect.operator.plan.record;

import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;

/**
 * Listeners and rules that are recorded, wanted no more and not there: a creation that was running when the process before
 * this one died may show them late.
 */
record LateLooks(Snapshot seen, Ownership ownership) {
    private record Late(Backend backend) implements StepKey {}

    boolean mayShow(Backend backend) {
        return !seen.observed().vanished().contains(backend)
                && ownership.foreignIn(backend.listener()).isEmpty()
                && !seen.observed().readSince(due(backend), Aspect.LISTENERS);
    }

    /** When to look for it the last time. */
    Instant due(Backend backend) {
        return seen.memory()
                .of(key(backend))
                .map(Memory.Entry::since)
                .orElse(seen.now())
                .plus(seen.timing().looks().late());
    }

    static StepKey key(Backend backend) {
        return new Late(backend);
    }
}
