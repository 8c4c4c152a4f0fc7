package io.enidirect.operator.plan;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.plan.step.Planned;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be done, in order.
 *
 * @param steps those that are due first
 * @param record what has to be acknowledged before the first write: names everything that the steps make
 * @param problems what the cloud refused or what stands in the way, by source
 * @param whole those of them that concern the load balancer as a whole, also where it has no source
 * @param outstanding whether something wanted is not there yet, due or not; reads apart
 * @param programmed the wanted backends that are there as they are wanted; empty where the plan ends early
 * @param stopped the wanted backends that are not, each with a problem that says why
 * @param release whether the cloud holds nothing of ours any more, so that the object may go
 * @param remembered the keys whose memory is still needed; empty where the plan ends early and nothing may be forgotten
 * @param again when another plan may come of the same, since something is held for a time only
 * @param released what the cloud keeps of what the record gives up, now or when its last step is done
 */
public record Plan(
        List<Planned> steps,
        CloudLoadBalancerStatus record,
        Map<SourceRef, List<Problem>> problems,
        List<Problem> whole,
        boolean outstanding,
        Set<Backend> programmed,
        Set<Backend> stopped,
        boolean release,
        Optional<Set<StepKey>> remembered,
        Optional<Instant> again,
        List<Problem> released) {

    public Plan {
        steps = List.copyOf(steps);
        problems = Map.copyOf(problems);
        whole = List.copyOf(whole);
        programmed = Set.copyOf(programmed);
        stopped = Set.copyOf(stopped);
        released = List.copyOf(released);
    }

    /** From what was seen to what is desired. */
    public static Plan between(Desired.State desired, Snapshot seen) {
        return new Planner(desired, seen).plan();
    }

    /** The step to try now. */
    public Optional<Planned> next(Instant now) {
        return steps.stream().filter(step -> step.isDue(now)).findFirst();
    }

    /** When the next step will be due, of those that only time makes due, or another plan comes. */
    public Optional<Instant> wake() {
        return Stream.concat(steps.stream().map(Planned::due), again.stream())
                .filter(due -> due.isBefore(Instant.MAX))
                .min(Instant::compareTo);
    }

    /** The same with another step in the place of this one. */
    public Plan with(Planned step, Planned other) {
        return new Plan(
                steps.stream().map(each -> each == step ? other : each).toList(),
                record,
                problems,
                whole,
                outstanding,
                programmed,
                stopped,
                release,
                remembered,
                again,
                released);
    }

    /** Whether the plan saw all that it needed: what it says of the whole is true. */
    public boolean complete() {
        return remembered.isPresent();
    }

    public boolean empty() {
        return steps.isEmpty();
    }
}
