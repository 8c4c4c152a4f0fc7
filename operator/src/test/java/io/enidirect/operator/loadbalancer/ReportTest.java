package io.enidirect.operator.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.apply.Cluster;
import io.enidirect.operator.apply.Cluster.Port;
import io.enidirect.operator.apply.Loop;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Cluster cluster = new Cluster();
    private Loop loop;

    @BeforeEach
    void settle() {
        cluster.service("web", Port.tcp(80, 8080));
        cluster.pods("web", 3);
        loop = Loop.ofWeb(cluster);
        loop.settle();
    }

    @Test
    void aSettledLoadBalancerWaitsForAnEvent() {
        assertThat(wake(Optional.empty())).isEmpty();
    }

    @Test
    void comesBackSoonWhereAnEmptyReadMayNotBeBelieved() {
        loop.through(ReportTest::untrusted);
        assertThat(wake(Optional.empty())).contains(loop.clock.instant().plusSeconds(5));
    }

    @Test
    void theEarliestReasonToLookAgainCounts() {
        Instant soon = loop.clock.instant().plus(Duration.ofSeconds(2));
        loop.through(ReportTest::untrusted);
        assertThat(wake(Optional.of(soon))).contains(soon);
    }

    private Optional<Instant> wake(Optional<Instant> heldBack) {
        Plan plan = loop.plan();
        return Report.wake(loop.snapshot(), plan, heldBack);
    }

    private static Snapshot untrusted(Snapshot seen) {
        Map<String, ServiceEndpoints> doubtful = seen.endpoints().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> untrusted(entry.getValue())));
        return new Snapshot(
                seen.now(),
                seen.settings(),
                seen.object(),
                seen.sources(),
                doubtful,
                seen.externals(),
                seen.observed(),
                seen.memory());
    }

    private static ServiceEndpoints untrusted(ServiceEndpoints seen) {
        return new ServiceEndpoints(seen.service(), seen.slices(), seen.pods(), false);
    }
}
