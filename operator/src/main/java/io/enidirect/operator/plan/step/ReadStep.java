package io.enidirect.operator.plan.step;

import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.StepKey;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A step that changes nothing. */
public sealed interface ReadStep extends Step {
    @Override
    default boolean write() {
        return false;
    }

    /** One method for each. */
    interface Visitor<R> {
        R find(FindLoadBalancer step);

        R loadBalancer(ReadLoadBalancer step);

        R listeners(ReadListeners step);

        R targets(ReadTargets step);

        R health(ReadHealth step);
    }

    /** Looks for the load balancer by the tags that prove ownership. */
    record FindLoadBalancer(Map<String, String> tags) implements ReadStep, StepKey {
        @Override
        public StepKey key() {
            return this;
        }

        @Override
        public String describe() {
            return "look for the load balancer by its tags " + new TreeMap<>(tags);
        }

        @Override
        public Set<Aspect> doubts() {
            return Set.of(Aspect.LOAD_BALANCER);
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.find(this);
        }
    }

    /** Reads the load balancer itself. */
    record ReadLoadBalancer(LoadBalancerId id) implements ReadStep, StepKey {
        @Override
        public StepKey key() {
            return this;
        }

        @Override
        public String describe() {
            return "read load balancer " + id;
        }

        @Override
        public Set<Aspect> doubts() {
            return Set.of(Aspect.LOAD_BALANCER);
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.loadBalancer(this);
        }
    }

    /** Reads its listeners. */
    record ReadListeners() implements ReadStep, StepKey {
        @Override
        public StepKey key() {
            return this;
        }

        @Override
        public String describe() {
            return "read the listeners";
        }

        @Override
        public Set<Aspect> doubts() {
            return Set.of(Aspect.LISTENERS);
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.listeners(this);
        }
    }

    /** Reads its targets: also the proof that what was written is there. */
    record ReadTargets() implements ReadStep, StepKey {
        @Override
        public StepKey key() {
            return this;
        }

        @Override
        public String describe() {
            return "read the targets";
        }

        @Override
        public Set<Aspect> doubts() {
            return Set.of(Aspect.TARGETS);
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.targets(this);
        }
    }

    /** Reads what the probes say. */
    record ReadHealth() implements ReadStep, StepKey {
        @Override
        public StepKey key() {
            return this;
        }

        @Override
        public String describe() {
            return "read the health of the targets";
        }

        @Override
        public Set<Aspect> doubts() {
            return Set.of();
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.health(this);
        }
    }
}
