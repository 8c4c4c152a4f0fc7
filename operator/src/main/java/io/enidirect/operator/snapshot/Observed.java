package io.enidirect.operator.snapshot;

import io.enidirect.cloud.Health;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleKey;
import io.enidirect.cloud.TaskId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer in the cloud, as last read or written by us.
 *
 * @param unknown what has to be read before anything is built on it
 * @param loadBalancer null: looked for and not there
 * @param listeners ours and foreign ones
 * @param attachments the targets behind them
 * @param unconfirmed target writes that no read has shown yet
 * @param health as last read, empty when never
 * @param task the accepted call that has not ended yet
 * @param missing how often in a row the load balancer was looked for and not found, since when
 * @param order the last attempt to create it that was sent since the start
 * @param vanished listeners and rules that were there and are no more
 * @param strangersTask whether a write met a task that is not ours: what it does is not known yet
 * @param readAt when each aspect was last read from the cloud, whatever we wrote since
 */
public record Observed(
        Set<Aspect> unknown,
        @Nullable LoadBalancer loadBalancer,
        Map<ListenerKey, Listener> listeners,
        Attachments attachments,
        Unconfirmed unconfirmed,
        Optional<HealthRead> health,
        Optional<RunningTask> task,
        Missing missing,
        Order order,
        Set<Backend> vanished,
        boolean strangersTask,
        Map<Aspect, Instant> readAt) {

    /** What one read tells. */
    public enum Aspect {
        LOAD_BALANCER,
        LISTENERS,
        TARGETS
    }

    /** Target writes not yet seen by a read; both times are null when there are none. */
    public record Unconfirmed(
            @Nullable Instant first, @Nullable Instant last) {
        public static final Unconfirmed NONE = new Unconfirmed(null, null);

        public boolean none() {
            return first == null;
        }
    }

    /** The probes' word on each target. */
    public record HealthRead(Instant at, Map<Attachment, Health> states) {
        public HealthRead {
            states = Map.copyOf(states);
        }
    }

    /**
     * An accepted call. While it runs the cloud refuses other writes as busy.
     *
     * @param step whose call it is
     */
    public record RunningTask(TaskId id, StepKey step, Instant since) {
        /** The code under which the failure of a task is remembered, which says nothing of what it left behind. */
        public static final String FAILED = "TaskFailed";
    }

    /** Looks that found nothing, one after the other. */
    public record Missing(int reads, @Nullable Instant since) {
        public static final Missing NEVER = new Missing(0, null);
    }

    /**
     * An attempt to create the load balancer.
     *
     * @param attempt its number in the record, 0: none was sent
     * @param spent it can't make anything any more: refused, or its task failed
     */
    public record Order(int attempt, boolean spent) {
        public static final Order NONE = new Order(0, false);

        /** Whether the attempt of this number can't make anything any more. */
        public boolean spends(int number) {
            return spent && attempt >= number;
        }
    }

    /** Nothing known: the state after a start. */
    public static final Observed UNREAD = new Observed(
            Set.of(Aspect.values()),
            null,
            Map.of(),
            Attachments.NONE,
            Unconfirmed.NONE,
            Optional.empty(),
            Optional.empty(),
            Missing.NEVER,
            Order.NONE,
            Set.of(),
            false,
            Map.of());

    public Observed {
        unknown = Set.copyOf(unknown);
        listeners = Map.copyOf(listeners);
        vanished = Set.copyOf(vanished);
        readAt = Map.copyOf(readAt);
    }

    public boolean knows(Aspect aspect) {
        return !unknown.contains(aspect);
    }

    /** Whether all of these were read at this time or later. */
    public boolean readSince(Instant time, Aspect... aspects) {
        return Stream.of(aspects).allMatch(aspect -> {
            Instant at = readAt.get(aspect);
            return at != null && !at.isBefore(time);
        });
    }

    /** The rule of this key on this listener. */
    public Optional<Rule> rule(ListenerKey listener, RuleKey key) {
        return Optional.ofNullable(listeners.get(listener)).flatMap(found -> found.rule(key));
    }

    /** What the probes last said of it. */
    public Health healthOf(Attachment attachment) {
        return health.map(read -> read.states().get(attachment)).orElse(Health.UNKNOWN);
    }
}
