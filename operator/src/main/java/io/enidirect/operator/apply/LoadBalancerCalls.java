package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.operator.plan.step.LoadBalancerStep;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Observed.Order;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of the load balancer itself. */
interface LoadBalancerCalls extends LoadBalancerStep.Visitor<Answer<?>> {
    CallContext to();

    @Override
    default Answer<?> create(LoadBalancerStep.CreateLoadBalancer step) {
        NewLoadBalancer wanted = step.wanted();
        return CallContext.then(
                to().cloud().create(wanted),
                created -> to().state().change(change -> {
                    change.order(new Order(step.attempt(), false))
                            .withoutListeners()
                            .known(Aspect.LISTENERS, Aspect.TARGETS);
                    return created.map(id -> change.loadBalancer(new LoadBalancer(
                                    id,
                                    wanted.name(),
                                    wanted.network().shown(),
                                    LoadBalancer.State.CREATING,
                                    List.of(),
                                    null,
                                    wanted.tags(),
                                    false,
                                    new LoadBalancerSettings(
                                            wanted.passToTarget(), false, wanted.internetMaxBandwidthOut()),
                                    List.of())))
                            .orElseGet(() -> change.doubt(Aspect.LOAD_BALANCER));
                }));
    }

    @Override
    default Answer<?> modify(LoadBalancerStep.ModifyLoadBalancer step) {
        return CallContext.then(
                to().cloud().modify(step.id(), step.wanted()),
                nothing -> now(there -> there.withSettings(step.wanted())));
    }

    @Override
    default Answer<?> securityGroups(LoadBalancerStep.SetSecurityGroups step) {
        return CallContext.then(
                to().cloud().setSecurityGroups(step.id(), step.groups()),
                nothing -> now(there -> there.withSecurityGroups(step.groups())));
    }

    /** What is known of it, where something is, after a write that was accepted. */
    private void now(UnaryOperator<LoadBalancer> write) {
        LoadBalancer before = to().state().observed().loadBalancer();
        if (before != null) {
            to().state().change(change -> change.loadBalancer(write.apply(before)));
        }
    }

    @Override
    default Answer<?> delete(LoadBalancerStep.DeleteLoadBalancer step) {
        return CallContext.then(
                to().cloud().delete(step.id()),
                nothing ->
                        to().state().change(change -> change.loadBalancer(null).withoutListeners()));
    }

    @Override
    default Answer<?> untag(LoadBalancerStep.Untag step) {
        return CallContext.then(
                to().cloud().untag(step.id(), step.keys()), nothing -> now(there -> there.withoutTags(step.keys())));
    }
}
