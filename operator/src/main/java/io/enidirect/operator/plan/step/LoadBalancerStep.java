package io.enidirect.operator.plan.step;

import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.StepKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A change of the load balancer itself. */
public sealed interface LoadBalancerStep extends Step {

    @Override
    default Set<Aspect> doubts() {
        return Set.of(Aspect.LOAD_BALANCER);
    }

    /** One method for each. */
    interface Visitor<R> {
        R create(CreateLoadBalancer step);

        R modify(ModifyLoadBalancer step);

        R securityGroups(SetSecurityGroups step);

        R delete(DeleteLoadBalancer step);

        R untag(Untag step);
    }

    /**
     * Creates the load balancer. Its key leaves the attempt out: a new one is the same step.
     *
     * @param attempt the number that is recorded for it
     */
    record CreateLoadBalancer(NewLoadBalancer wanted, int attempt) implements LoadBalancerStep {
        /** What is ordered. */
        public record Key(
                Network network,
                Map<String, String> tags,
                @Nullable Boolean passToTarget,
                @Nullable Integer internetMaxBandwidthOut)
                implements StepKey {}

        @Override
        public StepKey key() {
            return new Key(wanted.network(), wanted.tags(), wanted.passToTarget(), wanted.internetMaxBandwidthOut());
        }

        @Override
        public String describe() {
            return "create load balancer " + wanted.name() + " ("
                    + wanted.network().type() + ")";
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.create(this);
        }
    }

    /** Changes what can be changed on it, its security groups apart. */
    record ModifyLoadBalancer(LoadBalancerId id, LoadBalancerSettings wanted) implements LoadBalancerStep, StepKey {
        @Override
        public StepKey key() {
            return this;
        }

        @Override
        public String describe() {
            List<String> changes = new ArrayList<>();
            if (wanted.passToTarget() != null) {
                changes.add("let traffic of load balancer " + id + (wanted.passToTarget() ? "" : " no longer")
                        + " pass the security groups of its targets");
            }
            if (wanted.deletionProtected() != null) {
                changes.add((wanted.deletionProtected() ? "protect load balancer " : "no longer protect load balancer ")
                        + id + " from deletion");
            }
            if (wanted.internetMaxBandwidthOut() != null) {
                changes.add(
                        "give load balancer " + id + " " + wanted.internetMaxBandwidthOut() + " Mbps to the internet");
            }
            return String.join(", and ", changes);
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.modify(this);
        }
    }

    /** Binds these security groups to it and no others. */
    record SetSecurityGroups(LoadBalancerId id, List<String> groups) implements LoadBalancerStep, StepKey {
        public SetSecurityGroups {
            groups = List.copyOf(groups);
        }

        @Override
        public StepKey key() {
            return this;
        }

        @Override
        public String describe() {
            return "bind " + (groups.isEmpty() ? "no security group" : "security groups " + String.join(", ", groups))
                    + " to load balancer " + id;
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.securityGroups(this);
        }
    }

    /**
     * Deletes the load balancer with all that is on it.
     *
     * @param emptied its targets were deregistered first
     */
    record DeleteLoadBalancer(LoadBalancerId id, boolean emptied) implements LoadBalancerStep, StepKey {
        @Override
        public StepKey key() {
            return this;
        }

        @Override
        public String describe() {
            return "delete load balancer " + id;
        }

        @Override
        public Set<Aspect> doubts() {
            return Set.of(Aspect.values());
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.delete(this);
        }
    }

    /** Takes the marks of ownership off a load balancer that stays. */
    record Untag(LoadBalancerId id, Set<String> keys) implements LoadBalancerStep, StepKey {
        @Override
        public StepKey key() {
            return this;
        }

        @Override
        public String describe() {
            return "take the tags " + new TreeSet<>(keys) + " off " + id;
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.untag(this);
        }
    }
}
