package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.observe.EventTimes;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Timing;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was thought of a load balancer and still holds while the batches of one change go out: each call of one takes 500
 * targets, and between two of them nothing else has happened. An event, another version of the object, a refusal or a second
 * ends that, and it is looked at anew.
 */
final class Thoughts {
    private record Kept(Thought thought, Instant since) {}

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final Clock clock;

    Thoughts(Clock clock) {
        this.clock = clock;
    }

    /** The last one, with what is left of its plan; empty where it has to be thought anew. */
    Optional<Thought> of(CloudLoadBalancer object, EventTimes.Reaction reaction) {
        String name = object.getMetadata().getName();
        Optional<Thought> thought = Optional.ofNullable(kept.get(name))
                .filter(last -> !reaction.due()
                        && clock.instant()
                                .isBefore(last.since().plus(Timing.HOUSE.steps().onOnePlan()))
                        && isOf(object, last.thought().seen().object()))
                .map(Kept::thought);
        if (thought.isEmpty()) {
            kept.remove(name);
        }
        return thought;
    }

    /** Our own status is no news: what is wanted of it, and whether it is wanted at all, counts in its generation. */
    private static boolean isOf(CloudLoadBalancer object, CloudLoadBalancer seen) {
        return Objects.equals(object.getMetadata().getUid(), seen.getMetadata().getUid())
                && Objects.equals(
                        object.getMetadata().getGeneration(), seen.getMetadata().getGeneration());
    }

    /** Goes on with this one after a step; empty: that was all of it that may be done without another look. */
    void keep(String name, Thought thought, Optional<Plan> rest) {
        Kept before = kept.get(name);
        rest.ifPresentOrElse(
                plan -> kept.put(name, new Kept(thought.with(plan), before == null ? clock.instant() : before.since())),
                () -> kept.remove(name));
    }

    void forget(String name) {
        kept.remove(name);
    }
}
