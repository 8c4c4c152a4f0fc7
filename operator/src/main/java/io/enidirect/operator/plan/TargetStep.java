package io.enidirect.operator.plan;

import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Observed.Aspect;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A change of targets, of several backends at once. */
public sealed interface TargetStep extends Step {

    @Override
    default Set<Aspect> doubts() {
        return Set.of(Aspect.TARGETS);
    }

    /** Whether a memory is that of one target of a batch. */
    static boolean isMember(String key) {
        return key.startsWith("RegisterTargets ")
                || key.startsWith("SetWeights ")
                || key.startsWith("DeregisterTargets ");
    }

    /** Does what the visitor has for this one. */
    <R> R accept(Visitor<R> visitor);

    @Override
    default <R> R accept(Step.Visitor<R> visitor) {
        return visitor.targets(this);
    }

    /** One method for each. */
    interface Visitor<R> {
        R register(RegisterTargets step);

        R setWeights(SetWeights step);

        R deregister(DeregisterTargets step);
    }

    /** Registers targets. What it needs of memory is per target, apart from the whole batch having to wait. */
    record RegisterTargets(SortedMap<Attachment, Integer> weights) implements TargetStep {
        /** The memory of a batch as a whole. */
        public static final String KEY = "RegisterTargets";

        public RegisterTargets {
            weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        }

        /** The memory of one target of the batch. */
        public static String memberKey(Attachment attachment) {
            return "RegisterTargets " + attachment;
        }

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public String describe() {
            return "register " + Shown.few(weights.entrySet());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.register(this);
        }
    }

    /** Sets the weights of registered targets. */
    record SetWeights(SortedMap<Attachment, Integer> weights) implements TargetStep {
        public SetWeights {
            weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        }

        /** The memory of one target of the batch. */
        public static String memberKey(Attachment attachment) {
            return "SetWeights " + attachment;
        }

        @Override
        public String key() {
            return "SetWeights";
        }

        @Override
        public String describe() {
            return "set weights " + Shown.few(weights.entrySet());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.setWeights(this);
        }
    }

    /** Deregisters targets. */
    record DeregisterTargets(SortedSet<Attachment> attachments) implements TargetStep {
        public DeregisterTargets {
            attachments = Collections.unmodifiableSortedSet(new TreeSet<>(attachments));
        }

        static DeregisterTargets of(Collection<Attachment> attachments) {
            return new DeregisterTargets(new TreeSet<>(attachments));
        }

        /** The memory of one target of the batch. */
        public static String memberKey(Attachment attachment) {
            return "DeregisterTargets " + attachment;
        }

        @Override
        public String key() {
            return "DeregisterTargets";
        }

        @Override
        public String describe() {
            return "deregister " + Shown.few(attachments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.deregister(this);
        }
    }
}
