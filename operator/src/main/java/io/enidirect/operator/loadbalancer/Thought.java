package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.operator.desired.merge.DesiredMerge;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.observe.Observer;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Timing;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

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

    /** Where a step of its plan has to wait, and all else is as it was. */
    Thought waiting(Plan later, boolean announced) {
        return new Thought(seen, desired, later, Duration.ZERO, recorded || announced);
    }

    /**
     * Whether this is to be told while its next step waits: not where that waits for a moment only, nor of an object that is
     * only about to be looked for.
     */
    boolean tells(CloudLoadBalancer object, Instant now) {
        return Objects.equals(
                        object.getMetadata().getResourceVersion(),
                        seen.object().getMetadata().getResourceVersion())
                && !object.recorded().equals(CloudLoadBalancerStatus.EMPTY)
                && plan.wake()
                        .filter(wake ->
                                wake.isBefore(now.plus(Timing.HOUSE.steps().onOnePlan())))
                        .isEmpty();
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
