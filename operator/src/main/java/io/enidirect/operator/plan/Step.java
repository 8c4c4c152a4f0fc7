package io.enidirect.operator.plan;

import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
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

    /** For people, one line. */
    String describe();

    /** Looks for the load balancer by the tags that prove ownership. */
    record FindLoadBalancer(Map<String, String> tags) implements Step {
        @Override
        public String key() {
            return "FindLoadBalancer";
        }

        @Override
        public boolean write() {
            return false;
        }

        @Override
        public String describe() {
            return "look for the load balancer by its tags " + new TreeMap<>(tags);
        }
    }

    /** Reads the load balancer itself. */
    record ReadLoadBalancer(LoadBalancerId id) implements Step {
        @Override
        public String key() {
            return "ReadLoadBalancer";
        }

        @Override
        public boolean write() {
            return false;
        }

        @Override
        public String describe() {
            return "read load balancer " + id;
        }
    }

    /** Reads its listeners. */
    record ReadListeners() implements Step {
        @Override
        public String key() {
            return "ReadListeners";
        }

        @Override
        public boolean write() {
            return false;
        }

        @Override
        public String describe() {
            return "read the listeners";
        }
    }

    /** Reads its targets: also the proof that what was written is there. */
    record ReadTargets() implements Step {
        @Override
        public String key() {
            return "ReadTargets";
        }

        @Override
        public boolean write() {
            return false;
        }

        @Override
        public String describe() {
            return "read the targets";
        }
    }

    /** Reads what the probes say. */
    record ReadHealth() implements Step {
        @Override
        public String key() {
            return "ReadHealth";
        }

        @Override
        public boolean write() {
            return false;
        }

        @Override
        public String describe() {
            return "read the health of the targets";
        }
    }

    /** Creates the load balancer. Its key leaves the token out: a new attempt is the same step. */
    record CreateLoadBalancer(NewLoadBalancer wanted) implements Step {
        @Override
        public String key() {
            return "CreateLoadBalancer " + wanted.network() + " " + new TreeMap<>(wanted.tags());
        }

        @Override
        public String describe() {
            return "create load balancer " + wanted.name() + " ("
                    + wanted.network().type() + ")";
        }
    }

    /** Creates listeners that are equal but for their ports. */
    record CreateListeners(NewListeners wanted) implements Step {
        @Override
        public String key() {
            return "CreateListeners " + wanted.protocol() + wanted.ports() + " " + wanted.settings();
        }

        @Override
        public String describe() {
            return "create listeners " + wanted.protocol() + " " + wanted.ports();
        }
    }

    /** Changes a listener's settings. */
    record ModifyListener(ListenerKey listener, ListenerId id, ListenerSettings wanted) implements Step {
        @Override
        public String key() {
            return "ModifyListener " + listener + " " + wanted;
        }

        @Override
        public String describe() {
            return "set " + listener + " to " + wanted;
        }
    }

    /** Registers targets. What it needs of memory is per target, apart from the whole batch having to wait. */
    record RegisterTargets(SortedMap<Attachment, Integer> weights) implements Step {
        public RegisterTargets {
            weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        }

        /** The memory of one target of the batch. */
        public static String memberKey(Attachment attachment) {
            return "RegisterTargets " + attachment;
        }

        @Override
        public String key() {
            return "RegisterTargets";
        }

        @Override
        public String describe() {
            return "register " + weights;
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
            return "set weights " + weights;
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
            return "deregister " + attachments;
        }
    }

    /** Deletes listeners of ours with what is behind them. */
    record DeleteListeners(SortedMap<ListenerKey, ListenerId> listeners) implements Step {
        public DeleteListeners {
            listeners = Collections.unmodifiableSortedMap(new TreeMap<>(listeners));
        }

        @Override
        public String key() {
            return "DeleteListeners " + listeners.keySet();
        }

        @Override
        public String describe() {
            return "delete listeners " + listeners.keySet();
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
    }
}
