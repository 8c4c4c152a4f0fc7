package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.desired.Desired;
import io.enidirect.operator.observe.Observer;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Snapshot;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The first three steps of a reconcile.
 *
 * @param took how long they took
 */
record Thought(Snapshot seen, Desired desired, Plan plan, Duration took) {

    static Thought of(Observer observer, CloudLoadBalancer object, Context<CloudLoadBalancer> context, Clock clock) {
        Instant start = clock.instant();
        Snapshot seen = observer.observe(object, context);
        Desired desired = Desired.of(seen);
        Plan plan = Plan.between(desired.state(), seen);
        return new Thought(seen, desired, plan, Duration.between(start, clock.instant()));
    }
}
