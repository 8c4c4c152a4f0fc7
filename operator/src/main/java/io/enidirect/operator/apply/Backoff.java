package io.enidirect.operator.apply;

import io.enidirect.cloud.CloudException;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a step waits after a failure.
 *
 * @param longest {@code --max-retry-interval}: for refusals only
 * @param random 0–1: spreads those that failed together
 */
public record Backoff(Duration longest, DoubleSupplier random) {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration BUSY_LONGEST = Duration.ofSeconds(5);
    /** After the cloud's last fault everything converges within 30 s: nothing may sleep longer than this. */
    private static final Duration TROUBLE_LONGEST = Duration.ofSeconds(15);

    /** A look at the load balancer does not show who uses it, and nobody knows how long. */
    private static final String IN_USE = "ResourceInUse";

    private static final Duration REFUSED = Duration.ofSeconds(5);

    /**
     * The time to wait.
     *
     * @param attempts how many failed before this one
     */
    Duration after(CloudException error, int attempts) {
        if (error instanceof CloudException.Denied denied && denied.passing()) {
            return jittered(grown(REFUSED, attempts, TROUBLE_LONGEST));
        }
        if (error instanceof CloudException.Conflict && error.code().startsWith(IN_USE)) {
            return jittered(grown(REFUSED, attempts, longest));
        }
        return switch (error.reaction()) {
            case WAIT -> jittered(grown(SHORT, attempts, BUSY_LONGEST));
            // what was lost is looked for at once; only when that does not help is there a reason to wait
            case REREAD -> attempts == 0 ? Duration.ZERO : jittered(grown(SHORT, attempts, TROUBLE_LONGEST));
            case RETRY -> jittered(grown(SHORT, attempts, TROUBLE_LONGEST));
            case REPORT -> jittered(grown(REFUSED, attempts, longest));
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
