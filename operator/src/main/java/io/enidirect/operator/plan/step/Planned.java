package io.enidirect.operator.plan.step;

import io.enidirect.cloud.Share;
import java.time.Instant;

/**
 * A step with the time before which it is not to be tried.
 *
 * @param due {@link Instant#MAX}: not before something else happened, which makes a new plan
 * @param share which part of the rate limit it is paid from
 */
public record Planned(Step step, Instant due, Share share) {
    public boolean isDue(Instant now) {
        return !due.isAfter(now);
    }
}
