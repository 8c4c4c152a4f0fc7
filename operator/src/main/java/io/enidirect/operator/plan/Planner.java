package io.enidirect.operator.plan;

import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.CloudLoadBalancerStatus.Creation;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import io.enidirect.operator.desired.model.NotYet;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Redirect;
import io.enidirect.operator.desired.model.Restraints;
import io.enidirect.operator.plan.listeners.ListenerPlan;
import io.enidirect.operator.plan.listeners.Replacements;
import io.enidirect.operator.plan.record.RecordPlan;
import io.enidirect.operator.plan.rules.RulePlan;
import io.enidirect.operator.plan.step.Draft;
import io.enidirect.operator.plan.step.LoadBalancerStep;
import io.enidirect.operator.plan.step.ReadStep;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.plan.targets.TargetPlan;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The life of the load balancer: found, created, read, used, deleted. What is on it follows once it is there. */
final class Planner {
    private final Desired.State desired;
    private final Snapshot seen;
    private final Observed observed;
    private final CloudLoadBalancerStatus recorded;
    private final Ownership ownership;
    private final Replacements replacements;
    private final RecordPlan records;
    private final Draft draft;
    private final DriftReads drift;
    private final List<Problem> released = new ArrayList<>();

    Planner(Desired.State desired, Snapshot seen) {
        this.desired = desired;
        this.seen = seen;
        this.observed = seen.observed();
        this.recorded = seen.recorded();
        this.ownership = new Ownership(seen);
        this.replacements = new Replacements(desired, seen, ownership);
        this.records = new RecordPlan(desired, seen, ownership, replacements);
        this.draft = new Draft(seen);
        this.drift = new DriftReads(seen, draft);
        desired.holds().forEach(draft::hold);
    }

    Plan plan() {
        if (desired.wanted()) {
            NotYet.in(seen.object()).forEach(draft::problemOfAll);
        }
        if (recorded.clusterId() != null
                && !recorded.clusterId().equals(seen.settings().clusterId())) {
            return frozen("its record is that of cluster " + recorded.clusterId());
        }
        if (recorded.loadBalancerId() != null) {
            return known(new LoadBalancerId(recorded.loadBalancerId()));
        }
        String existing = seen.object().getSpec().loadBalancerId();
        if (existing != null) {
            return desired.wanted() ? known(new LoadBalancerId(existing)) : done(recorded, true);
        }
        if (!desired.wanted() && recorded.creation() == null) {
            return done(recorded, true);
        }
        if (desired.waiting()) {
            return done(records.record(null, null, false), false);
        }
        if (!observed.knows(Aspect.LOAD_BALANCER)) {
            StepKey order = order(1).key();
            draft.refusalOfAll(order, "load balancer");
            // before each try of the order, and not before the next one is due
            look(desired.wanted() ? draft.memory().due(order, seen.now()) : seen.now());
            return early(records.asItIs());
        }
        if (observed.loadBalancer() != null) {
            return known(observed.loadBalancer().id());
        }
        return desired.wanted() ? create(false) : neverMade();
    }

    private void look(Instant notBefore) {
        draft.read(
                new ReadStep.FindLoadBalancer(LoadBalancerWish.ownership(seen.object(), seen.settings())), notBefore);
    }

    private void lookAgain() {
        look(observed.readAt()
                .getOrDefault(Aspect.LOAD_BALANCER, seen.now())
                .plus(seen.timing().looks().again()));
    }

    /** Whether the recorded order may still turn out to have made something, although nothing was found by its tags. */
    private boolean mayShowLate(Creation order) {
        Instant since = observed.missing().since();
        return !observed.order().spends(order.attempt())
                && (since == null
                        || since.plus(seen.timing().looks().oldOrder()).isAfter(seen.now()));
    }

    /** Nothing is wanted any more, and what was ordered was never seen. */
    private Plan neverMade() {
        if (recorded.creation() != null && mayShowLate(recorded.creation())) {
            lookAgain();
            return early(records.asItIs());
        }
        return done(recorded, true);
    }

    private LoadBalancerStep.CreateLoadBalancer order(int attempt) {
        return new LoadBalancerStep.CreateLoadBalancer(
                new NewLoadBalancer(
                        desired.loadBalancer().name(),
                        desired.loadBalancer().network(),
                        desired.loadBalancer().tags(),
                        seen.object().getMetadata().getUid() + "-" + attempt,
                        desired.loadBalancer().settings().passToTarget(),
                        desired.loadBalancer().settings().internetMaxBandwidthOut()),
                attempt);
    }

    /** Orders the load balancer: the attempt is recorded with all that is to come on it, before it is sent. */
    private Plan create(boolean gone) {
        String request = OrderHash.of(desired.loadBalancer());
        Creation before = recorded.creation();
        boolean changed = before != null && !before.request().equals(request);
        if (before != null && changed && !gone && mayShowLate(before)) {
            lookAgain();
            return early(records.asItIs());
        }
        boolean again = before != null && (gone || changed || observed.order().spends(before.attempt()));
        int attempt = before == null ? 1 : before.attempt() + (again ? 1 : 0);
        Step step = order(attempt);
        draft.write(Draft.Stage.CREATE, step);
        draft.refusalOfAll(step.key(), "load balancer");
        if (!Restraints.afterCreation(desired.loadBalancer())) {
            new ListenerPlan(desired, seen, ownership, replacements, draft).announce();
            new RulePlan(desired, seen, ownership, replacements, draft).plan();
            new TargetPlan(desired, seen, ownership, draft).announce();
        }
        return finish(records.record(null, new Creation(attempt, request), false), false, true);
    }

    private Plan known(LoadBalancerId id) {
        if (!observed.knows(Aspect.LOAD_BALANCER)) {
            draft.read(new ReadStep.ReadLoadBalancer(id));
            return early(records.record(id.value(), recorded.creation(), true));
        }
        LoadBalancer loadBalancer = observed.loadBalancer();
        if (loadBalancer == null) {
            return missing(id);
        }
        if (!loadBalancer
                .tags()
                .entrySet()
                .containsAll(LoadBalancerWish.ownership(seen.object(), seen.settings())
                        .entrySet())) {
            return frozen("load balancer " + id + " has lost the tags that prove it is this object's");
        }
        CloudLoadBalancerStatus record = records.record(id.value(), recorded.creation(), true);
        if (loadBalancer.state() == LoadBalancer.State.CREATING) {
            if (observed.task().isEmpty()) {
                Instant read = observed.readAt().getOrDefault(Aspect.LOAD_BALANCER, Instant.MIN);
                draft.read(
                        new ReadStep.ReadLoadBalancer(id),
                        read.equals(Instant.MIN)
                                ? seen.now()
                                : read.plus(seen.timing().looks().again()));
            }
            return early(record);
        }
        if (!desired.wanted()) {
            return remove(id, record);
        }
        if (unread()) {
            return early(record);
        }
        if (!desired.skipped()) {
            new SettingsPlan(desired.loadBalancer(), seen, draft).plan(loadBalancer);
            new ListenerPlan(desired, seen, ownership, replacements, draft).plan();
            new RulePlan(desired, seen, ownership, replacements, draft).plan();
        }
        new TargetPlan(desired, seen, ownership, draft).plan();
        records.lateLooks().forEach((key, due) -> {
            draft.remember(key);
            draft.read(new ReadStep.ReadListeners(), due);
        });
        drift.of(id);
        return finish(record, false, true);
    }

    /**
     * Whether listeners or targets have to be read before anything is built on them. Targets are told by the ids of listeners
     * and rules: read first, while the other read waits for its turn, they would be nobody's, and all registered again.
     */
    private boolean unread() {
        if (!observed.knows(Aspect.LISTENERS)) {
            draft.read(new ReadStep.ReadListeners());
            return true;
        }
        if (!observed.knows(Aspect.TARGETS)) {
            draft.read(new ReadStep.ReadTargets());
            return true;
        }
        return false;
    }

    /** It was there and is not found: one empty answer proves nothing (a brown-out of the cloud looks like that). */
    private Plan missing(LoadBalancerId id) {
        if (observed.missing().reads() < 2 && observed.task().isEmpty() && !deletedByUs()) {
            Instant since = observed.missing().since();
            draft.read(
                    new ReadStep.ReadLoadBalancer(id),
                    since == null
                            ? seen.now()
                            : since.plus(seen.timing().looks().again()));
            return early(records.record(id.value(), recorded.creation(), true));
        }
        if (observed.task().isPresent()) {
            return early(records.record(id.value(), recorded.creation(), true));
        }
        if (!desired.wanted()) {
            return done(recorded, true);
        }
        return seen.object().getSpec().existing() ? gone(id) : create(true);
    }

    /** An existing one is not ours to make anew. */
    private Plan gone(LoadBalancerId id) {
        draft.problemOfAll(Problem.of(
                Code.LOAD_BALANCER_GONE,
                new Place("CloudLoadBalancer " + seen.object().getMetadata().getName(), "spec.loadBalancerId"),
                id.value(),
                new Wording(
                        "it is not there any more, and it was not made by eni-direct",
                        "Name another one in a new CloudLoadBalancer")));
        drift.whetherItIsThere(id);
        return early(records.asItIs());
    }

    /** Whether it is gone because we deleted it: the task of our own deletion said so. */
    private boolean deletedByUs() {
        return !desired.wanted() && observed.missing().reads() == 0;
    }

    /** Deletes it in one call where nothing foreign is on it, else what is ours. */
    private Plan remove(LoadBalancerId id, CloudLoadBalancerStatus record) {
        Instant fresh = seen.now().minus(seen.timing().looks().fresh());
        boolean tags = observed.readSince(fresh, Aspect.LOAD_BALANCER);
        boolean listeners = observed.knows(Aspect.LISTENERS) && observed.readSince(fresh, Aspect.LISTENERS);
        if (!tags) {
            draft.read(new ReadStep.ReadLoadBalancer(id));
        }
        if (!listeners) {
            // not again while the other one is refused or waits for its turn
            draft.read(new ReadStep.ReadListeners());
        }
        if (!tags || !listeners) {
            return early(record);
        }
        RemovalPlan removal = new RemovalPlan(seen, ownership, draft);
        removal.released().ifPresent(released::add);
        return removal.plan() ? done(record, true) : finish(record, false, true);
    }

    /** No write, nothing made in its place; entry and address stay. */
    private Plan frozen(String why) {
        Unproven unproven = new Unproven(desired, seen, ownership, draft, why);
        if (unproven.isDone()) {
            unproven.released().ifPresent(released::add);
            return done(recorded, true);
        }
        unproven.tell();
        if (recorded.loadBalancerId() != null) {
            drift.of(new LoadBalancerId(recorded.loadBalancerId()));
        }
        CloudLoadBalancerStatus kept = records.released();
        Released.listenersBut(kept, seen.object(), why).ifPresent(released::add);
        return finish(kept, false, false);
    }

    private Plan early(CloudLoadBalancerStatus record) {
        return finish(record, false, false);
    }

    private Plan done(CloudLoadBalancerStatus record, boolean release) {
        return finish(record, release, true);
    }

    private Plan finish(CloudLoadBalancerStatus record, boolean release, boolean complete) {
        if (observed.task().isPresent()) {
            // whether it has its effect is not known yet: what failed before goes on being remembered
            draft.memory().entries().keySet().forEach(draft::remember);
        }
        return new Plan(
                draft.steps(),
                record,
                draft.problems(),
                draft.whole(),
                draft.outstanding() || observed.task().isPresent(),
                complete ? programmed() : Set.of(),
                draft.stopped(),
                release,
                complete ? Optional.of(draft.remembered()) : Optional.empty(),
                draft.again(),
                released);
    }

    private Set<Backend> programmed() {
        return desired.parts().stream()
                .filter(part -> ownership
                        .settings(part.backend())
                        .filter(part.settings()::satisfiedBy)
                        .isPresent())
                .filter(part -> !(part instanceof Redirect redirect)
                        || replacements.rewrites().has(redirect))
                .map(Part::backend)
                .collect(Collectors.toSet());
    }
}
