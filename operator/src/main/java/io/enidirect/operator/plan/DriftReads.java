package io.enidirect.operator.plan;

import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.operator.plan.step.Draft;
import io.enidirect.operator.plan.step.ReadStep;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** All that is known is read again now and then: what was changed by hand is seen by nothing else. */
record DriftReads(Snapshot seen, Draft draft) {

    void of(LoadBalancerId id) {
        Duration interval = seen.settings().driftInterval();
        if (interval.isZero()) {
            return;
        }
        // ±10 % by name, so that load balancers which were read together drift apart
        int spread = Math.floorMod(seen.object().getMetadata().getName().hashCode(), 200) - 100;
        Duration mine = interval.plus(interval.multipliedBy(spread).dividedBy(1000));
        Observed observed = seen.observed();
        // the first: where it has lost its tags, no listener is to be made on it that the next read may miss
        again(new ReadStep.ReadLoadBalancer(id), Aspect.LOAD_BALANCER, mine);
        again(new ReadStep.ReadListeners(), Aspect.LISTENERS, mine);
        if (observed.unconfirmed().none()) {
            again(new ReadStep.ReadTargets(), Aspect.TARGETS, mine);
        }
    }

    /** One that is not ours to make anew may come back. */
    void whetherItIsThere(LoadBalancerId id) {
        Duration interval = seen.settings().driftInterval();
        if (!interval.isZero()) {
            again(new ReadStep.ReadLoadBalancer(id), Aspect.LOAD_BALANCER, interval);
        }
    }

    private void again(Step read, Aspect aspect, Duration interval) {
        // what was made empty was never read: it is as old as the wish to read it
        Instant last = Optional.ofNullable(seen.observed().readAt().get(aspect))
                .or(() -> draft.memory().of(read.key()).map(Memory.Entry::since))
                .orElse(seen.now());
        draft.drift(read, last.plus(interval));
    }
}
