package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.operator.plan.step.Step;

/**
 * The port call of each step, and what its answer changes in the observed state. Effects are taken as true when the call
 * is accepted: while its task runs nothing is built on them, and a task that fails puts them in doubt.
 */
record PortCalls(CallContext to)
        implements Step.Visitor<Answer<?>>, ReadCalls, LoadBalancerCalls, ListenerCalls, RuleCalls, TargetCalls {}
