package io.enidirect.simulator.cloud;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a fault changes in how one call is executed.
 *
 * @param stale a read answers from before the last write
 * @param hidden a read doesn't show what the last write made
 * @param failing the listeners, by id or port, that a batch leaves out; {@code *} for all
 * @param taskFailure the reason with which its task ends, or null for a success
 * @param effectOfFailure whether a failed task has its effect all the same
 * @param stuckPolls how often its task is still running when it is asked for; −1 for ever
 * @param unknownPolls how often its task is not known when it is asked for
 */
public record Twist(
        boolean stale,
        boolean hidden,
        Set<String> failing,
        @Nullable String taskFailure,
        boolean effectOfFailure,
        int stuckPolls,
        int unknownPolls) {
    public static final Twist NONE = new Twist(false, false, Set.of(), null, false, 0, 0);

    public static Twist staleRead() {
        return new Twist(true, false, Set.of(), null, false, 0, 0);
    }

    public static Twist hiddenRead() {
        return new Twist(false, true, Set.of(), null, false, 0, 0);
    }

    public static Twist partial(Set<String> listeners) {
        return new Twist(false, false, listeners, null, false, 0, 0);
    }

    public static Twist failedTask(String message, boolean effect) {
        return new Twist(false, false, Set.of(), message, effect, 0, 0);
    }

    public static Twist stuckTask(int polls) {
        return new Twist(false, false, Set.of(), null, false, polls, 0);
    }

    public static Twist unknownTask(int polls) {
        return new Twist(false, false, Set.of(), null, false, 0, polls);
    }

    boolean fails(Listener listener) {
        return failing.contains("*")
                || failing.contains(listener.id())
                || failing.contains(String.valueOf(listener.port()));
    }
}
