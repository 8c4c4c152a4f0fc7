package io.enidirect.operator.report;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.snapshot.Timing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Target counts change with every pod; alone they are no reason to write a status more often than every 10 s. */
public final class Counts {
    private final Map<String, Instant> written = new ConcurrentHashMap<>();
    private final Clock clock;

    public Counts(Clock clock) {
        this.clock = clock;
    }

    /** When a status that differs may be written: empty for now, else the time. */
    public Optional<Instant> holdBack(String name, CloudLoadBalancerStatus before, CloudLoadBalancerStatus after) {
        Instant next = written.getOrDefault(name, Instant.EPOCH)
                .plus(Timing.HOUSE.reports().countsEvery());
        return next.isAfter(clock.instant()) && without(before).equals(without(after))
                ? Optional.of(next)
                : Optional.empty();
    }

    public void written(String name) {
        written.put(name, clock.instant());
    }

    public void forget(String name) {
        written.remove(name);
    }

    private static CloudLoadBalancerStatus without(CloudLoadBalancerStatus status) {
        List<SourceStatus> sources =
                status.sources().stream().map(SourceStatus::withoutTargets).toList();
        return status.withSources(sources);
    }
}
