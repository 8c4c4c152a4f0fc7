package io.enidirect.operator.report;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.apply.Cluster;
import io.enidirect.operator.apply.Loop;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static final SourceRef WEB = new SourceRef("Service", "shop", "web", "u1");
    private static final SourceRef SHOP = new SourceRef("Ingress", "shop", "shop", "u2");

    private final Cluster cluster = new Cluster();

    private static CloudLoadBalancerStatus status(Loop loop) {
        Snapshot seen = loop.snapshot();
        Desired desired = House.desired(seen);
        return Statuses.of(seen, desired, Plan.between(desired.state(), seen));
    }

    private static SourceStatus source(SourceRef ref, int wanted, int confirmed) {
        SourceStatus of = SourceStatus.of(ref);
        return new SourceStatus(
                of.key(),
                of.kind(),
                of.namespace(),
                of.name(),
                of.uid(),
                List.of(),
                null,
                new SourceStatus.Targets(wanted, confirmed),
                List.of(),
                List.of());
    }

    @Test
    void aSourceIsNamedBeforeItHasAnythingAndItsTargetsFollowWhenTheyAreConfirmed() {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 2);
        Loop loop = Loop.ofWeb(cluster);
        String web = loop.snapshot().sourceRefs().get(0).toString();

        CloudLoadBalancerStatus first = status(loop);
        assertThat(first.source()).isEqualTo(web);
        assertThat(first.targets()).isNull();

        loop.settle();
        CloudLoadBalancerStatus then = status(loop);
        assertThat(then.source()).isEqualTo(web);
        assertThat(then.targets()).isEqualTo("2/2");
    }

    @Test
    void severalSourcesAreCountedAndTheirTargetsAddedUp() {
        List<SourceStatus> sources = List.of(source(WEB, 3, 2), source(SHOP, 1, 1), SourceStatus.of(WEB));

        assertThat(Columns.source(null, sources)).isEqualTo("3 sources");
        assertThat(Columns.targets(sources)).isEqualTo("3/4");
    }

    @Test
    void nobodysIsNobodys() {
        assertThat(Columns.source(null, List.of())).isNull();
        assertThat(Columns.targets(List.of())).isNull();
    }

    @Test
    void countsAloneAreWrittenEveryTenSecondsAtMost() {
        Instant now = Instant.parse("2026-11-25T00:00:00Z");
        Counts counts = new Counts(Clock.fixed(now, ZoneOffset.UTC));
        counts.written("one");

        assertThat(counts.holdBack("one", counted("1/2", source(WEB, 2, 1)), counted("2/2", source(WEB, 2, 2))))
                .contains(now.plusSeconds(10));
        assertThat(counts.holdBack("one", counted("1/2", source(WEB, 2, 1)), counted("2/2", source(SHOP, 2, 2))))
                .isEmpty();
    }

    private static CloudLoadBalancerStatus counted(String targets, SourceStatus source) {
        return new CloudLoadBalancerStatus(
                null,
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                source.ref().toString(),
                targets,
                List.of(),
                List.of(),
                List.of(source),
                List.of());
    }
}
