package io.enidirect.operator.apply;

import io.enidirect.operator.plan.Plan;
import java.util.Optional;

/**
 * What came of a step, besides what is in the observed state and in the step's memory.
 *
 * @param sent false where it has to wait
 * @param rest the plan after this step of it, where that was a batch of which more calls are to go and nothing came of it
 *     that another plan would have to know: no refusal, no task. Empty otherwise
 */
public record Outcome(boolean sent, Optional<Plan> rest) {
    /** The step has failed. */
    static final Outcome FAILED = new Outcome(true, Optional.empty());
}
