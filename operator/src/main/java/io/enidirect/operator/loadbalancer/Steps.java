package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.apply.Applier;
import io.enidirect.operator.apply.CloudStates;
import io.enidirect.operator.apply.Outcome;
import io.enidirect.operator.observe.EventTimes;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.plan.step.Planned;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.Optional;

/** The fourth step of a reconcile. */
record Steps(Applier applier, CloudStates states, Report report, Thoughts thoughts, PhaseTimes phases) {

    /**
     * What came of a step.
     *
     * @param object with its record, which is written ahead
     * @param waiting where the step was not sent and waits for its time: the same thought, which still holds
     */
    record Done(CloudLoadBalancer object, Optional<Thought> waiting) {}

    /** The thought to go on with; empty where all has to be looked at anew. */
    Optional<Thought> last(Optional<Thought> waiting, CloudLoadBalancer object, EventTimes.Reaction reaction) {
        return waiting.isPresent() ? waiting : thoughts.of(object, reaction);
    }

    /** Whether a thought that goes on has nothing to tell of the object now. */
    boolean silent(Optional<Thought> last, Optional<Thought> waiting, CloudLoadBalancer object) {
        return last.isPresent()
                && waiting.filter(thought -> thought.tells(object, phases.now()))
                        .isEmpty();
    }

    /** Tries this one. */
    Done carryOut(
            Planned next,
            Thought thought,
            CloudLoadBalancer object,
            EventTimes.Reaction reaction,
            Context<CloudLoadBalancer> context) {
        return phases.in(Phase.APPLY, () -> tried(next, thought, object, reaction, context));
    }

    private Done tried(
            Planned next,
            Thought thought,
            CloudLoadBalancer object,
            EventTimes.Reaction reaction,
            Context<CloudLoadBalancer> context) {
        String name = object.getMetadata().getName();
        Plan plan = thought.plan();
        boolean write = next.step().write();
        CloudLoadBalancer recorded = write && !thought.recorded() ? report.announce(object, thought, context) : object;
        Instant sent = phases.now();
        Outcome outcome = applier.apply(name, plan, next);
        if (outcome.sent() && write) {
            reaction.wrote(sent);
            report.wrote(next.step(), thought.seen(), states.observed(name));
        }
        thoughts.keep(name, thought, outcome.rest());
        // how long a deletion waits is told, which takes another look
        boolean waits = !outcome.sent()
                && outcome.rest().isEmpty()
                && !reaction.due()
                && thought.desired().state().wanted();
        return new Done(recorded, waits ? Optional.of(waiting(name, next, thought)) : Optional.empty());
    }

    private Thought waiting(String name, Planned next, Thought thought) {
        Instant until = states.memory(name).due(next.step().key(), phases.now());
        Plan later = thought.plan().with(next, new Planned(next.step(), until, next.share()));
        return thought.waiting(later, next.step().write());
    }
}
