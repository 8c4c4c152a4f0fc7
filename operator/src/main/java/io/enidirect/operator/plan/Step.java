package io.enidirect.operator.plan;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.operator.snapshot.Attachment;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One call to the cloud. Refers to backends by identity, so that one can be planned before its listener exists. */
public sealed interface Step {

    /** What its memory is kept under: its content. */
    String key();

    /** Whether it changes something in the cloud. */
    default boolean write() {
        return true;
    }

    /** Whether a memory is that of one target of a batch. */
    static boolean ofTarget(String key) {
        return key.startsWith("RegisterTargets ")
                || key.startsWith("SetWeights ")
                || key.startsWith("DeregisterTargets ");
    }

    /** For people, one line. */
    String describe();

    /** Does what the visitor has for this kind of step. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each kind of step. */
    interface Visitor<R> {
        R find(FindLoadBalancer step);

        R readLoadBalancer(ReadLoadBalancer step);

        R readListeners(ReadListeners step);

        R readTargets(ReadTargets step);

        R readHealth(ReadHealth step);

        R createLoadBalancer(CreateLoadBalancer step);

        R createListeners(CreateListeners step);

        R modifyListener(ModifyListener step);

        R register(RegisterTargets step);

        R setWeights(SetWeights step);

        R deregister(DeregisterTargets step);

        R deleteListeners(DeleteListeners step);

        R deleteLoadBalancer(DeleteLoadBalancer step);

        R untag(Untag step);
    }

    /** A step that changes nothing. */
    sealed interface Read extends Step {
        @Override
        default boolean write() {
            return false;
        }
    }

    /** Looks for the load balancer by the tags that prove ownership. */
    record FindLoadBalancer(Map<String, String> tags) implements Read {
        @Override
        public String key() {
            return "FindLoadBalancer";
        }

        @Override
        public String describe() {
            return "look for the load balancer by its tags " + new TreeMap<>(tags);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.find(this);
        }
    }

    /** Reads the load balancer itself. */
    record ReadLoadBalancer(LoadBalancerId id) implements Read {
        @Override
        public String key() {
            return "ReadLoadBalancer";
        }

        @Override
        public String describe() {
            return "read load balancer " + id;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.readLoadBalancer(this);
        }
    }

    /** Reads its listeners. */
    record ReadListeners() implements Read {
        @Override
        public String key() {
            return "ReadListeners";
        }

        @Override
        public String describe() {
            return "read the listeners";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.readListeners(this);
        }
    }

    /** Reads its targets: also the proof that what was written is there. */
    record ReadTargets() implements Read {
        @Override
        public String key() {
            return "ReadTargets";
        }

        @Override
        public String describe() {
            return "read the targets";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.readTargets(this);
        }
    }

    /** Reads what the probes say. */
    record ReadHealth() implements Read {
        @Override
        public String key() {
            return "ReadHealth";
        }

        @Override
        public String describe() {
            return "read the health of the targets";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.readHealth(this);
        }
    }

    /**
     * Creates the load balancer. Its key leaves the attempt out: a new one is the same step.
     *
     * @param attempt the number that is recorded for it
     */
    record CreateLoadBalancer(NewLoadBalancer wanted, int attempt) implements Step {
        @Override
        public String key() {
            return "CreateLoadBalancer " + wanted.network() + " " + new TreeMap<>(wanted.tags());
        }

        @Override
        public String describe() {
            return "create load balancer " + wanted.name() + " ("
                    + wanted.network().type() + ")";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createLoadBalancer(this);
        }
    }

    /** Creates listeners that are equal but for their ports. */
    record CreateListeners(NewListeners wanted) implements Step {
        @Override
        public String key() {
            // several share a memory, whichever of them are still missing
            String ports = wanted.ports().size() == 1 ? wanted.ports().toString() : "[several]";
            return "CreateListeners " + wanted.protocol() + ports + " " + wanted.settings();
        }

        @Override
        public String describe() {
            return "create listeners " + wanted.protocol() + " " + wanted.ports();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createListeners(this);
        }
    }

    /** Changes a listener's settings. */
    record ModifyListener(ListenerKey listener, ListenerId id, BackendSettings wanted) implements Step {
        @Override
        public String key() {
            return "ModifyListener " + listener + " " + wanted;
        }

        @Override
        public String describe() {
            return "set " + listener + " to " + wanted;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.modifyListener(this);
        }
    }

    /** Registers targets. What it needs of memory is per target, apart from the whole batch having to wait. */
    record RegisterTargets(SortedMap<Attachment, Integer> weights) implements Step {
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
    record SetWeights(SortedMap<Attachment, Integer> weights) implements Step {
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
    record DeregisterTargets(SortedSet<Attachment> attachments) implements Step {
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

    /** Deletes listeners of ours with what is behind them. */
    record DeleteListeners(SortedMap<ListenerKey, ListenerId> listeners) implements Step {
        public DeleteListeners {
            listeners = Collections.unmodifiableSortedMap(new TreeMap<>(listeners));
        }

        @Override
        public String key() {
            return "DeleteListeners " + (listeners.size() == 1 ? listeners.firstKey() : "several");
        }

        @Override
        public String describe() {
            return "delete listeners " + listeners.keySet();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.deleteListeners(this);
        }
    }

    /**
     * Deletes the load balancer with all that is on it.
     *
     * @param emptied its targets were deregistered first
     */
    record DeleteLoadBalancer(LoadBalancerId id, boolean emptied) implements Step {
        @Override
        public String key() {
            return "DeleteLoadBalancer " + emptied;
        }

        @Override
        public String describe() {
            return "delete load balancer " + id;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.deleteLoadBalancer(this);
        }
    }

    /** Takes the marks of ownership off a load balancer that stays. */
    record Untag(LoadBalancerId id, Set<String> keys) implements Step {
        @Override
        public String key() {
            return "Untag";
        }

        @Override
        public String describe() {
            return "take the tags " + new TreeSet<>(keys) + " off " + id;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.untag(this);
        }
    }
}
