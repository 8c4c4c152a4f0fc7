package io.enidirect.operator.plan;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.operator.plan.step.LoadBalancerStep;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Timing;
import java.time.Instant;
import java.util.Optional;

/**
 * The cloud deletes 30 load balancers of a region in 5 minutes (DeleteLoadBalancer: FrequencyCheckRisk). One is refused, and
 * all others wait with it for the same time, without being asked.
 */
public final class DeletionLimit {
    public static final String RULE =
            "more load balancers of the region are to be deleted than the cloud allows at a time: 30 in 5 minutes";

    private static final String CODE = "FrequencyCheckRisk";

    private DeletionLimit() {}

    /** When the deletion of the load balancer goes on; empty where that is not what it waits for. */
    public static Optional<Instant> until(Snapshot seen) {
        return seen.memory().entries().entrySet().stream()
                .filter(entry -> entry.getKey() instanceof LoadBalancerStep.DeleteLoadBalancer)
                .map(entry -> entry.getValue())
                .filter(entry -> entry.notBefore().isAfter(seen.now()) && limited(entry, seen.timing()))
                .map(Memory.Entry::notBefore)
                .max(Instant::compareTo);
    }

    private static boolean limited(Memory.Entry entry, Timing timing) {
        CloudException error = entry.error();
        return error == null
                ? entry.notBefore().isAfter(entry.since().plus(timing.reports().deletionWaits()))
                : error.code().endsWith(CODE);
    }

    static Problem problem(LoadBalancerId id) {
        return Problem.of(
                Code.DELETION_LIMIT,
                new Place("load balancer " + id, null),
                null,
                new Wording(RULE, "Nothing to do: it goes on by itself, and the condition DeletionBlocked says when"));
    }
}
