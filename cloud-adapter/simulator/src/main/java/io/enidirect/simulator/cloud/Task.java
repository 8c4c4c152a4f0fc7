package io.enidirect.simulator.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An accepted call that changes the world later. Guarded by the account's lock. */
final class Task {
    static final int RUNNING = 2;
    static final int FAILED = 1;
    static final int SUCCEEDED = 0;

    private final String id;
    private final Set<String> loadBalancers;
    private final UnaryOperator<World> effect;
    private final @Nullable UnaryOperator<World> undo;
    private final Twist twist;
    private final Instant effectAt;
    private final Instant endsAt;
    private int unknownPolls;
    private int stuckPolls;
    private boolean applied;
    private boolean ended;

    Task(
            String id,
            Set<String> loadBalancers,
            UnaryOperator<World> effect,
            @Nullable UnaryOperator<World> undo,
            Twist twist,
            Instant effectAt,
            Instant endsAt) {
        this.id = id;
        this.loadBalancers = loadBalancers;
        this.effect = effect;
        this.undo = undo;
        this.twist = twist;
        this.effectAt = effectAt;
        this.endsAt = endsAt;
        this.unknownPolls = twist.unknownPolls();
        this.stuckPolls = twist.stuckPolls();
    }

    String id() {
        return id;
    }

    Set<String> loadBalancers() {
        return loadBalancers;
    }

    /** Whether it makes a load balancer, of which a failure has to leave nothing. */
    boolean creates() {
        return undo != null;
    }

    /** What it makes of the world by this time. */
    World settle(World world, Instant now) {
        World changed = world;
        if (!applied && !now.isBefore(effectAt) && twist.taskFailure() == null) {
            changed = apply(changed);
        }
        return !ended && stuckPolls == 0 && !now.isBefore(endsAt) ? end(changed) : changed;
    }

    World end(World world) {
        if (ended) {
            return world;
        }
        ended = true;
        if (twist.taskFailure() == null || twist.effectOfFailure()) {
            return apply(world);
        }
        return undo == null ? world : undo.apply(world);
    }

    private World apply(World world) {
        if (applied) {
            return world;
        }
        applied = true;
        return effect.apply(world);
    }

    boolean ended() {
        return ended;
    }

    /**
     * Asked for its status: one poll less until it is known, or may end.
     *
     * @return whether this poll is one of those in which it is still running
     */
    boolean poll(Settings settings) {
        if (unknownPolls > 0) {
            unknownPolls--;
            throw notFound(settings);
        }
        if (stuckPolls > 0) {
            stuckPolls--;
            return true;
        }
        return false;
    }

    int status() {
        return !ended ? RUNNING : twist.taskFailure() == null ? SUCCEEDED : FAILED;
    }

    String message() {
        @Nullable String failure = twist.taskFailure();
        return ended && failure != null ? failure : "";
    }

    List<String> loadBalancersIfEnded() {
        return ended ? List.copyOf(loadBalancers) : List.of();
    }

    static ApiError notFound(Settings settings) {
        return new ApiError(
                settings.follows(Reading.UNKNOWN_TASK_IS_FAILED_OPERATION) ? "FailedOperation" : "InvalidParameter",
                "The task is not found.");
    }
}
