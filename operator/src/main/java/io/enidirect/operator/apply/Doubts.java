package io.enidirect.operator.apply;

import io.enidirect.operator.plan.Step;
import io.enidirect.operator.snapshot.Observed.Aspect;

/** What has to be read again when nobody knows what became of a step. */
final class Doubts implements Step.Visitor<Aspect[]> {
    static final Doubts INSTANCE = new Doubts();

    private Doubts() {}

    @Override
    public Aspect[] find(Step.FindLoadBalancer step) {
        return of(Aspect.LOAD_BALANCER);
    }

    @Override
    public Aspect[] readLoadBalancer(Step.ReadLoadBalancer step) {
        return of(Aspect.LOAD_BALANCER);
    }

    @Override
    public Aspect[] readListeners(Step.ReadListeners step) {
        return of(Aspect.LISTENERS);
    }

    @Override
    public Aspect[] readTargets(Step.ReadTargets step) {
        return of(Aspect.TARGETS);
    }

    @Override
    public Aspect[] readHealth(Step.ReadHealth step) {
        return of();
    }

    @Override
    public Aspect[] createLoadBalancer(Step.CreateLoadBalancer step) {
        return of(Aspect.LOAD_BALANCER);
    }

    @Override
    public Aspect[] createListeners(Step.CreateListeners step) {
        return of(Aspect.LISTENERS);
    }

    @Override
    public Aspect[] modifyListener(Step.ModifyListener step) {
        return of(Aspect.LISTENERS);
    }

    @Override
    public Aspect[] register(Step.RegisterTargets step) {
        return of(Aspect.TARGETS);
    }

    @Override
    public Aspect[] setWeights(Step.SetWeights step) {
        return of(Aspect.TARGETS);
    }

    @Override
    public Aspect[] deregister(Step.DeregisterTargets step) {
        return of(Aspect.TARGETS);
    }

    @Override
    public Aspect[] deleteListeners(Step.DeleteListeners step) {
        return of(Aspect.LISTENERS, Aspect.TARGETS);
    }

    @Override
    public Aspect[] deleteLoadBalancer(Step.DeleteLoadBalancer step) {
        return of(Aspect.values());
    }

    @Override
    public Aspect[] untag(Step.Untag step) {
        return of(Aspect.LOAD_BALANCER);
    }

    private static Aspect[] of(Aspect... aspects) {
        return aspects;
    }
}
