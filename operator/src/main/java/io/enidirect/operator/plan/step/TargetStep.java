package io.enidirect.operator.plan.step;

import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Attachments;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.StepKey;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * A change of targets, of several backends at once, in the order of backends and targets. What it needs of memory is per
 * target, apart from the whole batch having to wait.
 */
public sealed interface TargetStep extends Step {

    /** What is done to targets. */
    enum Change {
        REGISTER("BatchRegisterTargets"),
        SET_WEIGHTS("BatchModifyTargetWeight"),
        DEREGISTER("BatchDeregisterTargets");

        private final String action;

        Change(String action) {
            this.action = action;
        }

        /** The cloud's action. */
        public String action() {
            return action;
        }

        /** The memory of one target of a batch. */
        public StepKey of(Attachment attachment) {
            return new Member(this, attachment);
        }

        /** The memory of a batch as a whole. */
        StepKey asWhole() {
            return new Whole(this);
        }
    }

    /** The memory of one target of a batch. */
    record Member(Change kind, Attachment attachment) implements StepKey {
        @Override
        public String action() {
            return kind.action();
        }
    }

    /** The memory of a batch as a whole. */
    record Whole(Change kind) implements StepKey {
        @Override
        public String action() {
            return kind.action();
        }
    }

    Change kind();

    /** The same for those of its targets that are not yet as it makes them; empty where all are. */
    Optional<TargetStep> rest(Attachments now);

    /** The same without these targets; empty where none is left. */
    Optional<TargetStep> without(Set<Attachment> others);

    /** Those that it is about. */
    Set<Attachment> attachments();

    @Override
    default StepKey key() {
        return kind().asWhole();
    }

    @Override
    default Set<Aspect> doubts() {
        return Set.of(Aspect.TARGETS);
    }

    /** One method for each. */
    interface Visitor<R> {
        R register(RegisterTargets step);

        R setWeights(SetWeights step);

        R deregister(DeregisterTargets step);
    }

    private static Optional<Map<Attachment, Integer>> left(
            Map<Attachment, Integer> all, BiPredicate<Attachment, Integer> which) {
        Map<Attachment, Integer> left = new LinkedHashMap<>();
        all.forEach((target, weight) -> {
            if (which.test(target, weight)) {
                left.put(target, weight);
            }
        });
        return left.isEmpty() ? Optional.empty() : Optional.of(left);
    }

    /** Registers targets with these weights. */
    record RegisterTargets(Map<Attachment, Integer> weights) implements TargetStep {
        public RegisterTargets {
            weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        }

        @Override
        public Change kind() {
            return Change.REGISTER;
        }

        @Override
        public Optional<TargetStep> rest(Attachments now) {
            return left(weights, (target, weight) -> !now.has(target)).map(RegisterTargets::new);
        }

        @Override
        public Optional<TargetStep> without(Set<Attachment> others) {
            return left(weights, (target, weight) -> !others.contains(target)).map(RegisterTargets::new);
        }

        @Override
        public Set<Attachment> attachments() {
            return weights.keySet();
        }

        @Override
        public String describe() {
            return "register " + Shown.few(weights.entrySet());
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.register(this);
        }
    }

    /** Sets the weights of registered targets. */
    record SetWeights(Map<Attachment, Integer> weights) implements TargetStep {
        public SetWeights {
            weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        }

        @Override
        public Change kind() {
            return Change.SET_WEIGHTS;
        }

        @Override
        public Optional<TargetStep> rest(Attachments now) {
            return left(weights, (target, weight) -> !weight.equals(now.weight(target)))
                    .map(SetWeights::new);
        }

        @Override
        public Optional<TargetStep> without(Set<Attachment> others) {
            return left(weights, (target, weight) -> !others.contains(target)).map(SetWeights::new);
        }

        @Override
        public Set<Attachment> attachments() {
            return weights.keySet();
        }

        @Override
        public String describe() {
            return "set weights " + Shown.few(weights.entrySet());
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.setWeights(this);
        }
    }

    /** Deregisters targets. */
    record DeregisterTargets(Set<Attachment> attachments) implements TargetStep {
        public DeregisterTargets {
            attachments = Collections.unmodifiableSet(new LinkedHashSet<>(attachments));
        }

        public static DeregisterTargets of(Collection<Attachment> attachments) {
            return new DeregisterTargets(new LinkedHashSet<>(attachments));
        }

        @Override
        public Change kind() {
            return Change.DEREGISTER;
        }

        @Override
        public Optional<TargetStep> rest(Attachments now) {
            return only(now::has);
        }

        @Override
        public Optional<TargetStep> without(Set<Attachment> others) {
            return only(target -> !others.contains(target));
        }

        private Optional<TargetStep> only(Predicate<Attachment> which) {
            List<Attachment> left = attachments.stream().filter(which).toList();
            return left.isEmpty() ? Optional.empty() : Optional.of(of(left));
        }

        @Override
        public String describe() {
            return "deregister " + Shown.few(attachments);
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.deregister(this);
        }
    }
}
