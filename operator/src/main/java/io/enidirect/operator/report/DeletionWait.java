package io.enidirect.operator.report;

import io.enidirect.cloud.LoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.operator.plan.DeletionLimit;
import io.enidirect.operator.plan.step.LoadBalancerStep;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the deletion of a load balancer that nothing wants any more waits for, where that is not over in a moment.
 *
 * @param reason of the condition
 * @param message of the condition, with the time at which it goes on where that is known
 */
record DeletionWait(String reason, String message) {

    static Optional<DeletionWait> of(Snapshot seen) {
        CloudLoadBalancerStatus recorded = seen.recorded();
        LoadBalancer there = seen.observed().loadBalancer();
        String id = there == null ? recorded.loadBalancerId() : there.id().value();
        return DeletionLimit.until(seen)
                .map(time -> new DeletionWait(
                        "DeletionLimit", DeletionLimit.RULE + ". " + id + " goes on at " + shown(time)))
                .or(() -> beingCreated(seen, there))
                .or(() -> unknownOrder(seen, there))
                .or(() -> refused(seen));
    }

    private static Optional<DeletionWait> beingCreated(Snapshot seen, @Nullable LoadBalancer there) {
        boolean creating = there != null && there.state() == LoadBalancer.State.CREATING
                || seen.observed()
                        .task()
                        .map(Observed.RunningTask::step)
                        .filter(LoadBalancerStep.CreateLoadBalancer.Key.class::isInstance)
                        .isPresent();
        return creating
                ? Optional.of(new DeletionWait(
                        "BeingCreated",
                        "the cloud is still making the load balancer" + (there == null ? "" : " " + there.id())
                                + ", which nothing can be done to meanwhile: it is deleted as soon as it is there"))
                : Optional.empty();
    }

    private static Optional<DeletionWait> unknownOrder(Snapshot seen, @Nullable LoadBalancer there) {
        if (there != null
                || seen.recorded().creation() == null
                || seen.recorded().loadBalancerId() != null) {
            return Optional.empty();
        }
        Instant since = Objects.requireNonNullElse(seen.observed().missing().since(), seen.now());
        return Optional.of(new DeletionWait(
                "OrderUnknown",
                "a load balancer was ordered, and it is not known whether it was made: it is looked for by its tags until "
                        + shown(since.plus(seen.timing().looks().oldOrder()))));
    }

    private static Optional<DeletionWait> refused(Snapshot seen) {
        return seen.memory().entries().entrySet().stream()
                .filter(entry -> entry.getKey() instanceof LoadBalancerStep.DeleteLoadBalancer)
                .map(entry -> entry.getValue())
                .filter(Memory.Entry::refused)
                .map(entry -> Objects.requireNonNull(entry.error()))
                .findFirst()
                .map(error -> new DeletionWait(
                        "Refused", "the cloud refuses it: " + error.text() + ". It is tried again by itself"));
    }

    private static String shown(Instant time) {
        return time.plusMillis(999).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
