package io.enidirect.operator.plan;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.NewListeners;
import io.enidirect.operator.snapshot.Observed.Aspect;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A change of listeners. */
public sealed interface ListenerStep extends Step {

    @Override
    default Set<Aspect> doubts() {
        return Set.of(Aspect.LISTENERS);
    }

    /** Does what the visitor has for this one. */
    <R> R accept(Visitor<R> visitor);

    @Override
    default <R> R accept(Step.Visitor<R> visitor) {
        return visitor.listener(this);
    }

    /** One method for each. */
    interface Visitor<R> {
        R create(CreateListeners step);

        R modify(ModifyListener step);

        R delete(DeleteListeners step);
    }

    /** Creates listeners that are equal but for their ports. */
    record CreateListeners(NewListeners wanted) implements ListenerStep {
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
            return visitor.create(this);
        }
    }

    /** Changes a listener's settings. */
    record ModifyListener(ListenerKey listener, ListenerId id, BackendSettings wanted) implements ListenerStep {
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
            return visitor.modify(this);
        }
    }

    /** Deletes listeners of ours with what is behind them. */
    record DeleteListeners(SortedMap<ListenerKey, ListenerId> listeners) implements ListenerStep {
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
        public Set<Aspect> doubts() {
            return Set.of(Aspect.LISTENERS, Aspect.TARGETS);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.delete(this);
        }
    }
}
