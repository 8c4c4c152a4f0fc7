package io.enidirect.operator.apply;

import io.enidirect.cloud.CloudException;
import io.enidirect.operator.snapshot.Timing;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a step waits after a failure.
 *
 * @param longest {@code --max-retry-interval}: for refusals only
 * @param random 0–1: spreads those that failed together
 */
public record Backoff(Duration longest, DoubleSupplier random) {
    private static final Timing.Retries RETRIES = Timing.HOUSE.retries();

    /** A look at the load balancer does not show who uses it, and nobody knows how long. */
    private static final String IN_USE = "ResourceInUse";

    /**
     * The time to wait.
     *
     * @param attempts how many failed before this one
     */
    Duration after(CloudException error, int attempts) {
        if (error instanceof CloudException.Denied denied && denied.passing()) {
            return jittered(grown(RETRIES.refused(), attempts, RETRIES.longest()));
        }
        if (error instanceof CloudException.Conflict && error.code().startsWith(IN_USE)) {
            return jittered(grown(RETRIES.refused(), attempts, longest));
        }
        return switch (error.reaction()) {
            case WAIT -> jittered(grown(RETRIES.first(), attempts, RETRIES.busyLongest()));
            // what was lost is looked for at once; only when that does not help is there a reason to wait
            case REREAD ->
                attempts == 0 ? Duration.ZERO : jittered(grown(RETRIES.first(), attempts, RETRIES.longest()));
            case RETRY -> jittered(grown(RETRIES.first(), attempts, RETRIES.longest()));
            case REPORT -> jittered(grown(RETRIES.refused(), attempts, longest));
        };
    }

    private static Duration grown(Duration first, int attempts, Duration longest) {
        Duration grown = first.multipliedBy(1L << Math.min(attempts, 20));
        return grown.compareTo(longest) < 0 ? grown : longest;
    }

    /** 80–100 %: never past the longest. */
    private Duration jittered(Duration duration) {
        return Duration.ofMillis((long) (duration.toMillis() * (0.8 + 0.2 * random.getAsDouble())));
    }
}
