package io.enidirect.operator.plan.step;

import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.Protocol;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.StepKey;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A change of listeners. */
public sealed interface ListenerStep extends Step {

    @Override
    default Set<Aspect> doubts() {
        return Set.of(Aspect.LISTENERS);
    }

    /** One method for each. */
    interface Visitor<R> {
        R create(CreateListeners step);

        R modify(ModifyListener step);

        R delete(DeleteListeners step);
    }

    /** Creates listeners that are equal but for their ports. */
    record CreateListeners(NewListeners wanted) implements ListenerStep {
        /** @param alone the port, null: several share a memory, whichever of them are still missing */
        private record Key(Protocol protocol, @Nullable Integer alone, ListenerSettings settings) implements StepKey {}

        @Override
        public StepKey key() {
            Integer alone = wanted.ports().size() == 1 ? wanted.ports().get(0) : null;
            return new Key(wanted.protocol(), alone, wanted.settings());
        }

        @Override
        public String describe() {
            return "create listeners " + wanted.protocol() + " " + wanted.ports();
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.create(this);
        }
    }

    /** Changes a listener's settings. */
    record ModifyListener(ListenerKey listener, ListenerId id, ListenerSettings wanted)
            implements ListenerStep, StepKey {
        @Override
        public StepKey key() {
            return this;
        }

        @Override
        public String describe() {
            return "set " + listener + " to " + wanted;
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.modify(this);
        }
    }

    /** Deletes listeners of ours with what is behind them. */
    record DeleteListeners(SortedMap<ListenerKey, ListenerId> listeners) implements ListenerStep {
        public DeleteListeners {
            listeners = Collections.unmodifiableSortedMap(new TreeMap<>(listeners));
        }

        /** @param alone null: several share a memory */
        private record Key(@Nullable ListenerKey alone) implements StepKey {}

        @Override
        public StepKey key() {
            return new Key(listeners.size() == 1 ? listeners.firstKey() : null);
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
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.delete(this);
        }
    }
}
