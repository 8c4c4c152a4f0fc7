package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.apply.Applier;
import io.enidirect.operator.apply.CloudStates;
import io.enidirect.operator.apply.Outcome;
import io.enidirect.operator.observe.EventTimes;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.plan.step.Planned;
import io.enidirect.operator.record.RecordWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;

/** The fourth step of a reconcile. */
record Steps(Applier applier, CloudStates states, Report report, Thoughts thoughts, PhaseTimes phases) {

    /** Tries this one; answers the object with its record, which is written ahead. */
    CloudLoadBalancer carryOut(
            Planned next,
            Thought thought,
            CloudLoadBalancer object,
            EventTimes.Reaction reaction,
            Context<CloudLoadBalancer> context) {
        String name = object.getMetadata().getName();
        Plan plan = thought.plan();
        boolean write = next.step().write();
        CloudLoadBalancer recorded =
                write && !thought.recorded() ? RecordWriter.writeAhead(object, plan.record(), context) : object;
        Instant sent = phases.now();
        Outcome outcome = applier.apply(name, plan, next);
        if (outcome.sent() && write) {
            reaction.wrote(sent);
            report.wrote(next.step(), thought.seen(), states.observed(name));
        }
        thoughts.keep(name, thought, outcome.rest());
        return recorded;
    }
}
