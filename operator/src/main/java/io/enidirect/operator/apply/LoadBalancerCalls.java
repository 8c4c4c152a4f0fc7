package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.operator.plan.step.LoadBalancerStep;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Observed.Order;
import java.util.List;

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
    default Answer<?> passToTarget(LoadBalancerStep.SetPassToTarget step) {
        LoadBalancerSettings wanted = new LoadBalancerSettings(step.wanted(), null, null);
        return CallContext.then(to().cloud().modify(step.id(), wanted), nothing -> {
            LoadBalancer before = to().state().observed().loadBalancer();
            if (before != null) {
                to().state().change(change -> change.loadBalancer(before.withSettings(wanted)));
            }
        });
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
        return CallContext.then(to().cloud().untag(step.id(), step.keys()), nothing -> {
            LoadBalancer before = to().state().observed().loadBalancer();
            if (before != null) {
                to().state().change(change -> change.loadBalancer(before.withoutTags(step.keys())));
            }
        });
    }
}
