package io.enidirect.cloud.tencent;

import io.enidirect.cloud.Share;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How often each action may be called in this region. Calls are spaced evenly, since the cloud counts a sliding second.
 * Never blocks.
 *
 * <p>A small share has a tenth of the rate for itself, taken out of the action's whole; a share that an action is not
 * divided into comes from its full one.
 */
final class RateLimits {
    private static final double SMALL = 0.1;

    private final int perSecond;
    private final LongSupplier nanos;
    private final Clock clock;
    private final Map<Part, Budget> budgets = new ConcurrentHashMap<>();
    private final Map<Action, Instant> pauses = new ConcurrentHashMap<>();

    RateLimits(int perSecond, LongSupplier nanos, Clock clock) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.clock = clock;
    }

    /**
     * Empty if the call may be sent now; else when to ask again.
     *
     * @param who what the call is about, as a rule a load balancer: it gets one slot of this action at a time
     */
    Optional<Instant> admit(Action action, Share share, String who) {
        Instant pause = pauses.get(action);
        if (pause != null && clock.instant().isBefore(pause)) {
            return Optional.of(pause);
        }
        Part part = new Part(action, share == action.smallShare() ? share : Share.FULL);
        return budgets.computeIfAbsent(part, this::budget).admit(who);
    }

    /** The cloud has refused this action in the whole region until then. */
    void pause(Action action, Instant until) {
        pauses.merge(action, until, (known, more) -> known.isAfter(more) ? known : more);
        // else all who hold one would come at once when the pause ends
        budgets.forEach((part, budget) -> {
            if (part.action() == action) {
                budget.dropBefore(until);
            }
        });
    }

    private Budget budget(Part part) {
        double rest = part.action().smallShare() == null ? 1 : 1 - SMALL;
        return new Budget(part.toString(), perSecond * (part.share() == Share.FULL ? rest : SMALL), nanos, clock);
    }

    private record Part(Action action, Share share) {}
}
