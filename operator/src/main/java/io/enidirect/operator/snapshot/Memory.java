package io.enidirect.operator.snapshot;

import io.enidirect.cloud.CloudException;
import io.enidirect.operator.snapshot.Observed.RunningTask;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the steps that were wanted and are not done yet, by their content: a changed step is another one.
 * In memory only; after a start every step may be tried at once.
 */
public record Memory(Map<StepKey, Entry> entries) {
    public static final Memory EMPTY = new Memory(Map.of());

    /**
     * One step.
     *
     * @param since when it was first wanted
     * @param attempts how often it was tried in vain
     * @param notBefore when it may be tried next
     * @param error why it failed last, null when it only had to wait
     */
    public record Entry(
            Instant since,
            int attempts,
            Instant notBefore,
            @Nullable CloudException error) {

        /** Whether somebody has to act first. */
        public boolean refused() {
            return error != null && error.reaction() == CloudException.Reaction.REPORT;
        }
    }

    public Memory {
        entries = Map.copyOf(entries);
    }

    public Optional<Entry> of(StepKey step) {
        return Optional.ofNullable(entries.get(step));
    }

    public boolean refused(StepKey step) {
        return of(step).filter(Entry::refused).isPresent();
    }

    /**
     * Whether what came of it points to its content, so that of several in it one is to blame, and nobody knows which. Not
     * what a look at the load balancer may yet mend; nor a lost answer or a missing right, which are nobody's fault.
     */
    public boolean blamed(StepKey step) {
        return of(step).filter(entry -> entry.refused()
                        ? !(entry.error() instanceof CloudException.Denied)
                        : entry.attempts() > 1
                                && entry.error() != null
                                && (entry.error() instanceof CloudException.Conflict
                                        || entry.error().code().equals(RunningTask.FAILED)))
                .isPresent();
    }

    /** When this step may be tried: now, or later. */
    public Instant due(StepKey step, Instant now) {
        return of(step).map(Entry::notBefore).filter(time -> time.isAfter(now)).orElse(now);
    }
}
