package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Binding;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.operator.desired.model.Restraints;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A load balancer that its user wants to be left alone. */
class SkippedTest extends LoopFixture {
    private static final String SPECIFIED = "service.cloud.tencent.com/specify-protocol";
    private static final String MODE = "service.cloud.tencent.com/mode";

    private Loop skipped(int pods) {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", pods);
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();
        loop.wire.clear();
        cluster.annotate("web", MODE, "skip");
        return loop;
    }

    @Test
    void nothingIsMadeForOneThatHasNothingYet() {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 1);
        cluster.annotate("web", MODE, "skip");
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();

        assertThat(loop.wire.writes()).isEmpty();
    }

    @Test
    void onlyTargetsThatAreNoLivingPodsGo() {
        Loop loop = skipped(3);
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        cluster.annotate("web", MODE, "skip");
        cluster.removePod("web-3");
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("deregister");
        assertThat(loop.cloud.targets(loop.id()).value().orElseThrow()).hasSize(2);

        loop.wire.clear();
        cluster.pods("web", 4);
        loop.settle();
        assertThat(loop.wire.writes()).as("none is registered").isEmpty();

        cluster.annotate("web", MODE, null);
        loop.settle();
        assertThat(loop.wire.writes()).contains("createListeners", "register");
    }

    @Test
    void whatTheConsoleChangesStays() {
        Loop loop = skipped(2);
        Binding one = loop.cloud
                .targets(loop.id())
                .value()
                .orElseThrow()
                .keySet()
                .iterator()
                .next();
        loop.cloud.console().setWeight(loop.id(), one, 33);
        loop.cloud.console().passToTarget(loop.id(), false);
        loop.crash();
        loop.settle();

        assertThat(loop.wire.writes()).isEmpty();
    }

    @Test
    void itsSettingsAreLeftAloneAndNothingIsWaitedFor() {
        Loop loop = skipped(1);
        loop.settle();
        loop.ask(new CloudLoadBalancerSpec(
                cluster.ref("web"),
                null,
                NetworkSpec.internet(),
                Map.of(),
                null,
                null,
                List.of("sg-a"),
                50,
                false,
                true));
        loop.settle();

        assertThat(loop.wire.writes()).isEmpty();
        assertThat(Restraints.awaited(loop.snapshot())).isFalse();
    }

    @Test
    void rulesOfAServiceAreLeftAloneToo() {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 2);
        String rules = "{80: {protocol: [HTTP], hosts: {a.test: {}, b.test: {}}}}";
        cluster.annotations("web", Map.of(SPECIFIED, rules));
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();
        Map<String, Integer> targets = loop.targets();
        loop.wire.clear();

        cluster.annotations("web", Map.of(SPECIFIED, "{80: {protocol: [HTTP], hosts: {c.test: {}}}}", MODE, "skip"));
        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
        assertThat(loop.targets()).isEqualTo(targets);

        cluster.removePod("web-1");
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("deregister");
        assertThat(loop.targets()).hasSize(2);
    }

    @Test
    void portsThatAreNotReadAreLeftAloneToo() {
        cluster.service(
                "web",
                IntStream.range(0, 3).mapToObj(i -> tcp(80 + i, 8080 + i)).toArray(Cluster.Port[]::new));
        cluster.pods("web", 1);
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();
        loop.wire.clear();

        cluster.service("web", tcp(80, 8080));
        cluster.annotate("web", MODE, "skip");
        cluster.cut("web");
        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
        assertThat(loop.listeners()).hasSize(3);

        cluster.annotate("web", MODE, null);
        loop.settle();
        assertThat(loop.listeners())
                .as("they may be among those that are not read")
                .hasSize(3);
    }

    @Test
    void whatIsDeletedWhileSkippedStaysInTheCloudAsItIs() {
        Loop loop = skipped(2);
        loop.settle();
        loop.leaveAlone();
        LoadBalancerId id = loop.id();
        delete(loop);
        Plan plan = loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("untag");
        assertThat(loop.cloud.listeners(id).value().orElseThrow()).hasSize(1);
        assertThat(loop.cloud.targets(id).value().orElseThrow()).hasSize(2);
        assertThat(plan.released())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("stays in the cloud as it is, with listener TCP:80, since its mode is skip");
    }
}
