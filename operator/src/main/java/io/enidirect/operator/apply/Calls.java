package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.operator.plan.ListenerStep;
import io.enidirect.operator.plan.LoadBalancerStep;
import io.enidirect.operator.plan.ReadStep;
import io.enidirect.operator.plan.RuleStep;
import io.enidirect.operator.plan.Step;
import io.enidirect.operator.plan.TargetStep;

/**
 * The port call of each step, and what its answer changes in the observed state. Effects are taken as true when the call
 * is accepted: while its task runs nothing is built on them, and a task that fails puts them in doubt.
 */
record Calls(Callee to) implements Step.Visitor<Answer<?>> {
    @Override
    public Answer<?> read(ReadStep step) {
        return step.accept(new ReadCalls(to));
    }

    @Override
    public Answer<?> loadBalancer(LoadBalancerStep step) {
        return step.accept(new LoadBalancerCalls(to));
    }

    @Override
    public Answer<?> listener(ListenerStep step) {
        return step.accept(new ListenerCalls(to));
    }

    @Override
    public Answer<?> rule(RuleStep step) {
        return step.accept(new RuleCalls(to));
    }

    @Override
    public Answer<?> targets(TargetStep step) {
        return step.accept(new TargetCalls(to));
    }
}
