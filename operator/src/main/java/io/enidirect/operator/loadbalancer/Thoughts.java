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
 * targets, and between two of them nothing else has happened. Another version of the object, a refusal or a second ends that,
 * and it is looked at anew; and so does an event, but where each look takes long half of the time is left for calls.
 */
final class Thoughts {
    /**
     * @param since the first step of its plan
     * @param newsFrom until then an event waits: as long as the look took
     */
    private record Kept(Thought thought, Instant since, Instant newsFrom) {
        boolean holds(Instant now, boolean news) {
            return now.isBefore(since.plus(Timing.HOUSE.steps().onOnePlan())) && !(news && !now.isBefore(newsFrom));
        }
    }

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final Clock clock;

    Thoughts(Clock clock) {
        this.clock = clock;
    }

    /** The last one, with what is left of its plan; empty where it has to be thought anew, which looks at all seen so far. */
    Optional<Thought> of(CloudLoadBalancer object, EventTimes.Reaction reaction) {
        String name = object.getMetadata().getName();
        Optional<Thought> thought = Optional.ofNullable(kept.get(name))
                .filter(last -> last.holds(clock.instant(), reaction.due())
                        && isOf(object, last.thought().seen().object()))
                .map(Kept::thought);
        if (thought.isEmpty()) {
            kept.remove(name);
            reaction.looks();
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
        if (rest.isEmpty()) {
            kept.remove(name);
            return;
        }
        Thought left = thought.with(rest.get());
        Instant now = clock.instant();
        kept.compute(
                name,
                (same, before) -> before == null
                        ? new Kept(left, now, now.plus(thought.took()))
                        : new Kept(left, before.since(), before.newsFrom()));
    }

    void forget(String name) {
        kept.remove(name);
    }
}
