package io.enidirect.operator.plan.step;

import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.StepKey;
import java.util.Set;

/** One call to the cloud. Refers to backends by identity, so that one can be planned before its listener exists. */
public sealed interface Step permits ReadStep, LoadBalancerStep, ListenerStep, RuleStep, TargetStep {

    /** What its memory is kept under: its content. */
    StepKey key();

    /** Whether it changes something in the cloud. */
    default boolean write() {
        return true;
    }

    /** What has to be read again when nobody knows what became of it. */
    Set<Aspect> doubts();

    /** For people, one line. */
    String describe();

    /** Does what the visitor has for this step. */
    <R> R accept(Visitor<R> visitor);

    /** A method for each step. */
    interface Visitor<R>
            extends ReadStep.Visitor<R>,
                    LoadBalancerStep.Visitor<R>,
                    ListenerStep.Visitor<R>,
                    RuleStep.Visitor<R>,
                    TargetStep.Visitor<R> {}
}
