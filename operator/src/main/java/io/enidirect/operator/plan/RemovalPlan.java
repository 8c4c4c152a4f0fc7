package io.enidirect.operator.plan;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.crd.CloudLoadBalancerSpec.DeletionPolicy;
import io.enidirect.operator.plan.listeners.ListenerPlan;
import io.enidirect.operator.plan.listeners.RewritesThere;
import io.enidirect.operator.plan.rules.RewritePlan;
import io.enidirect.operator.plan.step.Draft;
import io.enidirect.operator.plan.step.LoadBalancerStep;
import io.enidirect.operator.plan.step.ReadStep;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.plan.step.TargetStep;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Deletion: a load balancer that is all ours goes in one call; of one that stays, what is ours goes. */
final class RemovalPlan {
    /** From this many targets on the cloud refuses to delete a load balancer (DeleteLoadBalancer's guard). */
    private static final int GUARDED_TARGETS = 20;

    private final Snapshot seen;
    private final Observed observed;
    private final Ownership ownership;
    private final Draft draft;
    private final LoadBalancerId id;

    /** Of one that is there and was read. */
    RemovalPlan(Snapshot seen, Ownership ownership, Draft draft) {
        this.seen = seen;
        this.observed = seen.observed();
        this.ownership = ownership;
        this.draft = draft;
        this.id = Objects.requireNonNull(observed.loadBalancer()).id();
    }

    /** What is told of it where it stays; an existing one was there before us. */
    Optional<Problem> released() {
        return seen.object().getSpec().existing()
                ? Optional.empty()
                : seen.skipped()
                        ? Released.asItIs(seen.object(), "its mode is skip")
                        : whyItStays()
                                .map(why ->
                                        Released.cleared(seen.object(), id, why, ownership.foreign(), isProtected()));
    }

    private Optional<String> whyItStays() {
        if (seen.object().getSpec().existing()) {
            return Optional.of("it was there before");
        }
        if (seen.object().getSpec().deletionPolicy() == DeletionPolicy.Retain) {
            return Optional.of("spec.deletionPolicy is Retain");
        }
        if (isProtected()) {
            return Optional.of("it is protected from deletion");
        }
        return ownership.foreign().isEmpty()
                ? Optional.empty()
                : Optional.of("somebody else has made a listener on it");
    }

    /** By a word of its object's, or in the console: nothing that is wanted of a deletion takes that away. */
    private boolean isProtected() {
        return Boolean.TRUE.equals(seen.object().getSpec().deletionProtection())
                || Objects.requireNonNull(observed.loadBalancer()).deletionProtected();
    }

    /** Whether nothing of ours is left and the load balancer stays. */
    boolean plan() {
        if (seen.skipped()) {
            return removeMarks();
        }
        if (whyItStays().isPresent()) {
            return removeOurs();
        }
        Step plain = new LoadBalancerStep.DeleteLoadBalancer(id, false);
        boolean guarded = guarded(plain);
        if (guarded) {
            draft.remember(plain.key());
        }
        if (guarded && !observed.knows(Aspect.TARGETS)) {
            draft.read(new ReadStep.ReadTargets());
            return false;
        }
        if ((guarded && !observed.attachments().isEmpty())
                || (observed.knows(Aspect.TARGETS) && observed.attachments().size() >= GUARDED_TARGETS)) {
            deregister();
            draft.afterwards(Draft.Stage.REMOVE, new LoadBalancerStep.DeleteLoadBalancer(id, guarded));
            return false;
        }
        Step delete = new LoadBalancerStep.DeleteLoadBalancer(id, guarded);
        draft.write(Draft.Stage.REMOVE, delete);
        draft.refusalOfAll(delete.key(), "load balancer " + id);
        DeletionLimit.until(seen).ifPresent(time -> draft.problemOfAll(DeletionLimit.problem(id)));
        return false;
    }

    private boolean guarded(Step delete) {
        return draft.memory()
                .of(delete.key())
                .map(Memory.Entry::error)
                .map(CloudException::code)
                .filter(code -> code.endsWith("TargetNumCheckRisk") || code.endsWith("TrafficCheckRisk"))
                .isPresent();
    }

    /** Those that may be tried now together: a refused one waits alone. */
    private void deregister() {
        Map<Instant, Set<Attachment>> byDue = new TreeMap<>();
        observed.attachments()
                .all()
                .filter(attachment ->
                        ownership.mine(attachment.backend().listener()).isPresent())
                .forEach(attachment -> {
                    StepKey key = TargetStep.Change.DEREGISTER.of(attachment);
                    draft.keep(key);
                    byDue.computeIfAbsent(draft.due(key), due -> new TreeSet<>())
                            .add(attachment);
                });
        byDue.forEach(
                (due, batch) -> draft.writeTargets(Draft.Stage.REMOVE, TargetStep.DeregisterTargets.of(batch), due));
    }

    private boolean removeOurs() {
        List<Listener> ours = ownership.all().stream()
                .filter(ownership::ours)
                .sorted(Comparator.comparing(Listener::key))
                .toList();
        RewritesThere rewrites = new RewritesThere(ownership);
        if (!rewrites.bySource().isEmpty()) {
            RewritePlan.end(
                    draft,
                    Draft.Stage.REMOVE,
                    rewrites,
                    List.copyOf(rewrites.bySource().keySet()),
                    rules -> Set.copyOf(seen.sourceRefs()));
            return false;
        }
        if (!ours.isEmpty()) {
            ListenerPlan.deletion(draft, listeners -> seen.sourceRefs()).write(ours);
            return false;
        }
        return removeMarks();
    }

    /** Last: until then it is found again by them. */
    private boolean removeMarks() {
        Set<String> marks = Set.of(Settings.CLUSTER_TAG, Settings.OWNER_TAG);
        if (observed.loadBalancer() != null
                && observed.loadBalancer().tags().keySet().stream().anyMatch(marks::contains)) {
            draft.write(Draft.Stage.REMOVE, new LoadBalancerStep.Untag(id, marks));
            return false;
        }
        return true;
    }
}
