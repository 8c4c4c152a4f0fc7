package io.enidirect.operator.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How long it takes from an event of the cluster to the first write to the cloud that follows from it. Of several events
 * that wait for one write the first counts; one that no write follows from counts not at all.
 *
 * <p>A load balancer is measured from its first reconcile on: what a stand-by saw while another led is no event to react to.
 */
public final class EventTimes {
    private static final Instant NONE = Instant.MAX;

    private final Map<String, Instant> waiting = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Consumer<Duration> toWrite;

    public EventTimes(Clock clock, Consumer<Duration> toWrite) {
        this.clock = clock;
        this.toWrite = toWrite;
    }

    /** Something of this load balancer changed in the cluster. */
    public void seen(String loadBalancerName) {
        Instant now = clock.instant();
        waiting.computeIfPresent(loadBalancerName, (name, since) -> earlier(since, now));
    }

    /** To be opened before anything is looked at: what is seen from then on counts for the next reconcile. */
    public Reaction open(String loadBalancerName) {
        Instant since = waiting.put(loadBalancerName, NONE);
        return new Reaction(loadBalancerName, Optional.ofNullable(since).filter(time -> time.isBefore(NONE)));
    }

    /** The load balancer's object is gone. */
    public void forget(String loadBalancerName) {
        waiting.remove(loadBalancerName);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** One reconcile as a reaction to what was seen before it; closed unsettled, the next one goes on with it. */
    public final class Reaction implements AutoCloseable {
        private final String name;
        private Optional<Instant> since;
        private boolean looked;

        private Reaction(String name, Optional<Instant> since) {
            this.name = name;
            this.since = since;
        }

        /** Whether something was seen that has not been looked at: before this was opened, or since the last look. */
        public boolean due() {
            Instant later = waiting.get(name);
            return (since.isPresent() && !looked) || (later != null && later.isBefore(NONE));
        }

        /** To be called before a look: what is seen from then on is not in it. */
        public void looks() {
            Optional<Instant> later =
                    Optional.ofNullable(waiting.put(name, NONE)).filter(time -> time.isBefore(NONE));
            since = Stream.concat(since.stream(), later.stream()).min(Comparator.naturalOrder());
            looked = true;
        }

        /** A write to the cloud was sent then. */
        public void wrote(Instant sent) {
            since.ifPresent(time -> toWrite.accept(Duration.between(time, sent)));
            settled();
        }

        /** No write is to follow. */
        public void settled() {
            since = Optional.empty();
        }

        @Override
        public void close() {
            since.ifPresent(time -> waiting.merge(name, time, EventTimes::earlier));
        }
    }
}
