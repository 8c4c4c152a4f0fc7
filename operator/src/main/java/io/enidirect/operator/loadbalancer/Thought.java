package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.desired.merge.DesiredMerge;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.observe.Observer;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Snapshot;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Duration;
import java.time.Instant;

/**
 * The first three steps of a reconcile.
 *
 * @param took how long they took
 * @param recorded whether the plan's record is acknowledged
 */
record Thought(Snapshot seen, Desired desired, Plan plan, Duration took, boolean recorded) {

    /** After a step: with what is left of its plan. */
    Thought with(Plan rest) {
        return new Thought(seen, desired, rest, Duration.ZERO, true);
    }

    static Thought of(
            Observer observer, CloudLoadBalancer object, Context<CloudLoadBalancer> context, PhaseTimes times) {
        Instant start = times.steady().instant();
        Snapshot seen = times.in(Phase.OBSERVE, () -> observer.observe(object, context));
        Desired desired = times.in(
                Phase.DESIRED, () -> DesiredMerge.of(seen, observer.kinds().contributions(seen)));
        Plan plan = times.in(Phase.PLAN, () -> Plan.between(desired.state(), seen));
        return new Thought(
                seen, desired, plan, Duration.between(start, times.steady().instant()), false);
    }
}
