package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.ProblemStatus;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.report.Statuses;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can be changed on a load balancer itself: what restricts stands before anything is on it, and all of it goes back. */
class LoadBalancerSettingsTest extends LoopFixture {
    private CloudLoadBalancerSpec spec(
            @Nullable List<String> groups, @Nullable Integer mbps, @Nullable Boolean isProtected) {
        return new CloudLoadBalancerSpec(
                cluster.ref("web"),
                null,
                NetworkSpec.internet(),
                Map.of(),
                null,
                null,
                groups,
                mbps,
                null,
                isProtected);
    }

    private Loop loop(@Nullable List<String> groups, @Nullable Integer mbps, @Nullable Boolean isProtected) {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 1);
        return new Loop(cluster, spec(groups, mbps, isProtected), Duration.ZERO);
    }

    private static LoadBalancer there(Loop loop) {
        return loop.cloud
                .describe(java.util.Set.of(
                        new LoadBalancerId(String.valueOf(loop.record().loadBalancerId()))))
                .value()
                .orElseThrow()
                .get(0);
    }

    private static List<ProblemStatus> told(Loop loop) {
        Snapshot seen = loop.snapshot();
        Desired desired = House.desired(seen);
        CloudLoadBalancerStatus status = Statuses.of(seen, desired, Plan.between(desired.state(), seen));
        return status.sources().get(0).problems();
    }

    @Test
    void whatRestrictsStandsBeforeTheFirstListener() {
        Loop loop = loop(List.of("sg-b", "sg-a"), 50, true);
        loop.settle();

        assertThat(loop.wire.writes())
                .containsExactly("create", "modify", "setSecurityGroups", "createListeners", "register");
        assertThat(there(loop).settings()).isEqualTo(new LoadBalancerSettings(true, true, 50));
        assertThat(there(loop).securityGroups()).containsExactly("sg-b", "sg-a");
        assertThat(loop.record().named()).containsExactly("bandwidth", "deletionProtection", "securityGroups");
    }

    @Test
    void bandwidthGoesWithTheCreation() {
        Loop loop = loop(null, 50, null);
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("create", "createListeners", "register");
        assertThat(there(loop).settings().internetMaxBandwidthOut()).isEqualTo(50);
    }

    @Test
    void whatIsSaidNoMoreGoesBack() {
        Loop loop = loop(null, null, null);
        loop.settle();
        LoadBalancer before = there(loop);
        loop.wire.clear();

        loop.ask(spec(List.of("sg-a"), 50, true));
        loop.settle();
        assertThat(loop.wire.writes()).containsExactlyInAnyOrder("modify", "setSecurityGroups", "modify");
        loop.crash();
        loop.ask(spec(null, null, null));
        loop.settle();

        assertThat(there(loop)).isEqualTo(before);
        assertThat(loop.record().named()).isEmpty();
        loop.wire.clear();
        loop.crash();
        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
    }

    @Test
    void whatNobodyNamedIsLeftAlone() {
        Loop loop = loop(null, null, null);
        loop.settle();
        loop.cloud.console().setSecurityGroups(loop.id(), List.of("sg-x"));
        loop.cloud.console().modify(loop.id(), new LoadBalancerSettings(null, true, 77));
        loop.crash();
        loop.wire.clear();

        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
    }

    @Test
    void anEmptyListUnbindsWhatTheConsoleBound() {
        Loop loop = loop(List.of(), null, null);
        loop.settle();
        loop.cloud.console().setSecurityGroups(loop.id(), List.of("sg-x"));
        loop.crash();
        loop.settle();

        assertThat(there(loop).securityGroups()).isEmpty();
    }

    @Test
    void anotherOrderIsSetAndHoldsNothingUp() {
        Loop loop = loop(List.of("sg-a", "sg-b"), null, null);
        loop.settle();
        loop.wire.clear();
        loop.ask(spec(List.of("sg-b", "sg-a"), null, null));
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        loop.settle();

        assertThat(loop.wire.writes()).contains("setSecurityGroups", "createListeners");
        assertThat(there(loop).securityGroups()).containsExactly("sg-b", "sg-a");
    }

    @Test
    void nothingNewIsMadeWhileTheCloudRefusesAGroup() {
        Loop loop = loop(null, null, null);
        loop.settle();
        AtomicBoolean refusing = new AtomicBoolean(true);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("setSecurityGroups") && when == When.BEFORE && refusing.get()) {
                throw new CloudException.Rejected(
                        "SetLoadBalancerSecurityGroups", "InvalidParameter", "sg-a is not there", null);
            }
        });
        loop.ask(spec(List.of("sg-a"), null, null));
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        cluster.pods("web", 2);
        loop.run(Duration.ofMinutes(1));

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80");
        assertThat(loop.cloud.targets(loop.id()).value().orElseThrow())
                .as("pods are followed")
                .hasSize(2);
        assertThat(told(loop)).extracting(ProblemStatus::code).contains("CannotRestrict", "Rejected");

        refusing.set(false);
        loop.run(Duration.ofMinutes(10));
        assertThat(loop.listeners()).containsOnlyKeys("TCP:80", "TCP:81");
        assertThat(told(loop)).isEmpty();
    }

    @Test
    void aRefusedBandwidthHoldsNothingUp() {
        Loop loop = loop(null, null, null);
        loop.settle();
        loop.wire.hook((number, what, when) -> {
            if (what.equals("modify") && when == When.BEFORE) {
                throw new CloudException.Rejected("ModifyLoadBalancerAttributes", "InvalidParameter", "no", null);
            }
        });
        loop.ask(spec(null, 50, null));
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        loop.run(Duration.ofMinutes(1));

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80", "TCP:81");
        assertThat(told(loop)).extracting(ProblemStatus::code).containsExactly("Rejected");
    }
}
