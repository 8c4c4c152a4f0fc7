package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.events.Events;
import io.enidirect.operator.events.Notice;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.plan.step.LoadBalancerStep;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.record.RecordWriter;
import io.enidirect.operator.report.Counts;
import io.enidirect.operator.report.Statuses;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Snapshot;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The last step of a reconcile: what became of it is written down, and it is said when to look again. */
final class Report {
    private final Counts counts;

    private final Events events;

    Report(Clock clock, Events events) {
        counts = new Counts(clock);
        this.events = events;
    }

    /** That nobody touched it and other packets reach its pods now is told once, by an event. */
    void wrote(Step step, Snapshot before, Observed after) {
        Boolean passes = step instanceof LoadBalancerStep.ModifyLoadBalancer modify
                ? modify.wanted().passToTarget()
                : null;
        if (passes != null
                && after.loadBalancer() != null
                && passes.equals(after.loadBalancer().passToTarget())) {
            String now = passes
                    ? "Its load balancer's traffic passes the security groups of the pods now: only those of the load balancer"
                            + " are checked (pass-to-target: true)"
                    : "Its load balancer's traffic is checked by the security groups of the pods now, too (pass-to-target: false)";
            before.sources()
                    .forEach(source -> events.happened(source.object(), new Notice(Notice.Type.Normal, "Synced", now)));
        }
    }

    /** Ends the object or writes its status, where either is due; answers when to look again, if no event comes before. */
    Optional<Instant> write(Snapshot seen, Desired desired, Plan plan, Context<CloudLoadBalancer> context) {
        if (desired.state().wanted() || (plan.release() && seen.deleting())) {
            tellReleased(seen, plan);
        }
        if (ObjectLife.ends(seen, desired, plan, context)) {
            return Optional.empty();
        }
        CloudLoadBalancerStatus status = Statuses.of(seen, desired, plan);
        tellObject(seen.object(), status);
        Optional<Instant> heldBack = Optional.empty();
        if (!status.equals(seen.recorded())) {
            String name = seen.object().getMetadata().getName();
            heldBack = counts.holdBack(name, seen.recorded(), status);
            if (heldBack.isEmpty()) {
                RecordWriter.write(seen.object(), status, context);
                counts.written(name);
                if (anotherPlan(status, seen)) {
                    return Optional.of(seen.now());
                }
            }
        }
        return wake(seen, plan, heldBack);
    }

    /**
     * Who holds what is decided by the record: another plan may come of it, with no event to ask for it. Of ids alone none
     * comes before the task of the call that made them has ended.
     */
    private static boolean anotherPlan(CloudLoadBalancerStatus written, Snapshot seen) {
        return seen.observed().task().isPresent()
                ? RecordWriter.holdersDiffer(written, seen.recorded())
                : RecordWriter.recordDiffers(written, seen.recorded());
    }

    /**
     * Nothing is made that an acknowledged entry does not name. Users are told with the same write how everything stands.
     *
     * @param object as it was last acknowledged
     * @return the object with the plan's record
     */
    CloudLoadBalancer announce(CloudLoadBalancer object, Thought thought, Context<CloudLoadBalancer> context) {
        if (!RecordWriter.recordDiffers(thought.plan().record(), object.recorded())) {
            return object;
        }
        CloudLoadBalancer announced =
                RecordWriter.write(object, Statuses.of(thought.seen(), thought.desired(), thought.plan()), context);
        counts.written(object.getMetadata().getName());
        return announced;
    }

    /** Told before the last trace of it goes; of the object, too, whose sources may be gone, or their namespace. */
    private void tellReleased(Snapshot seen, Plan plan) {
        plan.released().stream().map(Notice::of).forEach(notice -> {
            seen.sources().forEach(source -> events.happened(source.object(), notice));
            events.happened(seen.object(), notice);
        });
    }

    /** Where it was made for a source, that one is told. */
    private void tellObject(CloudLoadBalancer object, CloudLoadBalancerStatus status) {
        if (object.getSpec().source() == null) {
            events.tell(object, status.problems().stream().map(Notice::of).toList());
        }
    }

    static Optional<Instant> wake(Snapshot seen, Plan plan, Optional<Instant> heldBack) {
        Optional<Instant> doubt = seen.trusted()
                ? Optional.empty()
                : Optional.of(seen.now().plus(seen.timing().looks().trustAgain()));
        Optional<Instant> address = seen.waitsForAddresses()
                ? Optional.of(seen.now().plus(seen.timing().looks().freeAgain()))
                : Optional.empty();
        return Stream.of(plan.wake(), heldBack, doubt, address)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    void forget(String name) {
        counts.forget(name);
    }
}
