package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.Port.udp;
import static io.enidirect.operator.apply.Cluster.State.READY;
import static io.enidirect.operator.apply.Cluster.State.TERMINATING;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Binding;
import io.enidirect.cloud.Call;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.Share;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is tried when, and what is read again. */
class TimingTest extends LoopFixture {
    @Test
    void targetWriteIsTriedFromASmallShareAfterFifteenSecondsOfATask() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.cloud.taskTime(Duration.ofMinutes(2));
        cluster.service("web", tcp(80, 8080), udp(53, 5353));
        loop.reconcile();
        loop.wire.clear();
        cluster.pod("web-9", "web", "10.0.9.9", READY);

        loop.run(Duration.ofSeconds(14));
        assertThat(loop.wire.writes()).isEmpty();
        loop.run(Duration.ofSeconds(15));
        assertThat(loop.wire.sent().stream().filter(Wire.Sent::write))
                .isNotEmpty()
                .hasSizeLessThan(9)
                .allSatisfy(sent -> {
                    assertThat(sent.method()).isEqualTo("register");
                    assertThat(sent.share()).isEqualTo(Share.REPEAT);
                });

        loop.settle();
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets());
    }

    @Test
    void structuralStepThatWaitedFiveSecondsGoesBeforeTheNextTargets() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.throttleUntil(loop.clock.instant().plusSeconds(6));
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        loop.run(Duration.ofSeconds(5).plusMillis(500));
        cluster.pod("web-9", "web", "10.0.9.9", READY);

        loop.cloud.clearCalls();

        loop.settle();

        // the fake knows only what was sent: the new listener first, then all targets together
        assertThat(loop.cloud.writes()).extracting(Call::method).containsExactly("createListeners", "register");
    }

    /** After a restart beside many others, each action waits for its own turn. */
    @Test
    void targetsWaitForTheListenersThatTellWhoseTheyAre() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.crash();
        loop.cloud.failNext(
                "listeners",
                new CloudException.Throttled(
                        "DescribeListeners",
                        "RequestLimitExceeded",
                        "",
                        null,
                        loop.clock.instant().plusSeconds(2)),
                When.BEFORE);

        loop.settle();

        assertThat(loop.wire.writes()).isEmpty();
        assertThat(loop.wire.sent().stream().map(Wire.Sent::method))
                .containsExactly("describe", "listeners", "listeners", "targets");
    }

    @Test
    void whatAStrangersTaskDidIsReadAfterIt() {
        Loop loop = settled(0, tcp(80, 8080), tcp(81, 8081));
        int[] tries = {0};
        loop.wire.hook((number, what, when) -> {
            if (what.equals("createListeners") && when == When.BEFORE && tries[0]++ == 0) {
                loop.cloud
                        .console()
                        .deleteListener(loop.id(), loop.listener("TCP:81").id());
                throw new CloudException.Busy("CreateListener", "FailedOperation.ResourceInOperating", "", null);
            }
        });
        cluster.service("web", tcp(80, 8080), tcp(81, 8081), udp(53, 5353));

        loop.settle();

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80", "TCP:81", "UDP:53");
    }

    @Test
    void creationThatShowsLateAfterACrashIsFoundAndTakenAway() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.taskTime(Duration.ofSeconds(20));
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        loop.reconcile();
        loop.crash();
        cluster.service("web", tcp(80, 8080));

        loop.run(Duration.ofMinutes(2));

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80");
        assertThat(loop.record().listeners()).hasSize(1);
    }

    @Test
    void slowWeightTaskCostsNoSecondWrite() {
        Loop loop = settled(3, tcp(80, 8080));
        loop.cloud.taskTime(Duration.ofSeconds(5));
        cluster.pod("web-1", TERMINATING);

        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("setWeights");
        assertThat(loop.targets()).containsEntry("TCP:80 10.0.0.2:8080", 0);
    }

    @Test
    void bindThatFailsWithoutAnErrorIsRepeatedButNotInAHotLoop() {
        Loop loop = settled(1, tcp(80, 8080));
        cluster.pod("web-9", "web", "10.0.9.9", READY);
        Binding binding = binding(loop, "TCP:80", "10.0.9.9", 8080);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("register") && when == When.BEFORE) {
                loop.cloud.console().forgetTarget(loop.id(), binding);
            }
        });

        loop.run(Duration.ofMinutes(2));
        assertThat(loop.wire.writes()).hasSizeLessThan(20);

        loop.wire.unhook();
        loop.settle();
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(2);
    }

    @Test
    void lateSliceOfARenamedPortDropsNobody() {
        Loop loop = settled(2, new Cluster.Port("http", 80, "TCP", 8080));
        Map<String, ServiceEndpoints> old = new HashMap<>(cluster.endpoints());
        cluster.service("web", new Cluster.Port("web", 80, "TCP", 8080));
        loop.through(seen -> new Snapshot(
                seen.now(),
                seen.settings(),
                seen.object(),
                seen.sources(),
                old,
                seen.externals(),
                seen.observed(),
                seen.memory()));

        loop.run(Duration.ofMinutes(2));
        assertThat(loop.wire.writes()).isEmpty();

        loop.through(seen -> seen);
        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
    }

    @Test
    void existingLoadBalancerThatDoesNotProveToBeOursIsLeftAlone() {
        cluster.service("web", tcp(80, 8080));
        Loop loop = new Loop(
                cluster,
                new CloudLoadBalancerSpec(null, "lb-0000000a", null, Map.of(), null, null, null, null, null, null),
                Duration.ZERO);

        Plan plan = loop.run(Duration.ofMinutes(5));

        assertThat(loop.wire.writes()).isEmpty();
        assertThat(codes(plan)).containsExactly("LoadBalancerGone");
    }

    @Test
    void driftIsMended() {
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        cluster.pods("web", 2);
        Loop loop = new Loop(
                cluster,
                CloudLoadBalancerSpec.own(cluster.ref("web"), NetworkSpec.internet(), Map.of()),
                Duration.ofMinutes(30));
        loop.run(Duration.ofMinutes(1));
        Map<String, Integer> before = loop.targets();
        Binding removed = binding(loop, "TCP:80", "10.0.0.2", 8080);
        loop.cloud.console().removeTarget(loop.id(), removed);
        loop.cloud.console().setWeight(loop.id(), binding(loop, "TCP:80", "10.0.0.3", 8080), 77);
        loop.cloud.console().setWeight(loop.id(), binding(loop, "TCP:80", "10.0.77.7", 8080), 10);
        loop.cloud.console().deleteListener(loop.id(), loop.listener("TCP:81").id());
        loop.wire.clear();

        loop.run(Duration.ofMinutes(34));

        assertThat(loop.targets()).isEqualTo(before);
        assertThat(loop.wire.sent().stream()
                        .filter(sent -> sent.share() == Share.DRIFT)
                        .map(Wire.Sent::method))
                .contains("describe", "listeners");
    }
}
