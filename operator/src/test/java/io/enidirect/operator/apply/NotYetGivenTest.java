package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.ProblemStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.report.Statuses;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is asked of a load balancer and can't be given yet: where it restricts, nothing comes without it. */
class NotYetGivenTest extends LoopFixture {
    private static final NetworkSpec NAT64 =
            new NetworkSpec(NetworkSpec.Type.Public, null, null, NetworkSpec.IpVersion.NAT64);

    private Loop loop(@Nullable SourceRef source, NetworkSpec network, List<String> groups, @Nullable Integer mbps) {
        return new Loop(cluster, spec(source, network, groups, mbps), Duration.ZERO);
    }

    private static CloudLoadBalancerSpec spec(
            @Nullable SourceRef source, NetworkSpec network, List<String> groups, @Nullable Integer mbps) {
        return new CloudLoadBalancerSpec(source, null, network, Map.of(), null, null, groups, mbps, null, null);
    }

    private static CloudLoadBalancerStatus status(Loop loop) {
        Snapshot seen = loop.snapshot();
        Desired desired = House.desired(seen);
        return Statuses.of(seen, desired, Plan.between(desired.state(), seen));
    }

    private static List<String> conditions(CloudLoadBalancerStatus status) {
        return status.conditions().stream()
                .map(condition -> condition.getType() + " " + condition.getStatus() + " " + condition.getReason())
                .toList();
    }

    @Test
    void anAdministratorsLoadBalancerIsNotOrderedOnAnotherNetworkThanIsAskedFor() {
        Loop loop = loop(null, NAT64, List.of(), null);
        loop.settle();

        assertThat(loop.wire.writes()).isEmpty();
        assertThat(conditions(status(loop)))
                .containsExactly(
                        "Accepted False CannotRestrict",
                        "Programmed False CannotRestrict",
                        "Ready False CannotRestrict");
        assertThat(status(loop).problems()).extracting(ProblemStatus::field).containsExactly("spec.network.ipVersion");
    }

    @Test
    void theOwnLoadBalancerOfAServiceIsNotMadeWithoutWhatRestricts() {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 1);
        Loop loop = loop(cluster.ref("web"), NetworkSpec.internet(), List.of("sg-1"), null);
        loop.settle();

        assertThat(loop.wire.writes()).isEmpty();
        assertThat(status(loop).problems()).extracting(ProblemStatus::code).containsExactly("CannotRestrict");
    }

    @Test
    void whatIsProgrammedStaysAndGetsNothingNewUntilTheWishIsTakenBack() {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 1);
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();
        loop.wire.clear();

        loop.ask(spec(cluster.ref("web"), NetworkSpec.internet(), List.of("sg-1"), null));
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
        assertThat(status(loop).sources())
                .singleElement()
                .satisfies(source -> assertThat(source.problems())
                        .extracting(ProblemStatus::code)
                        .contains("CannotRestrict"));

        loop.ask(spec(cluster.ref("web"), NetworkSpec.internet(), List.of(), null));
        loop.settle();
        assertThat(loop.wire.writes()).contains("createListeners");
        assertThat(conditions(status(loop))).contains("Accepted True Accepted");
    }

    @Test
    void whatTunesIsToldAndTheRestGoesOn() {
        Loop loop = loop(null, NetworkSpec.internet(), List.of(), 50);
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("create");
        CloudLoadBalancerStatus status = status(loop);
        assertThat(conditions(status))
                .containsExactly("Accepted True Accepted", "Programmed True Programmed", "Ready True Ready");
        assertThat(status.conditions().get(0).getMessage())
                .startsWith("accepted, but for this: CloudLoadBalancer ")
                .contains("spec.internetMaxBandwidthOut is \"50\": it has no effect yet");
        assertThat(status.problems()).extracting(ProblemStatus::event).containsExactly("Unsupported");
    }
}
