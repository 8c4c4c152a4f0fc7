package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.State.READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Target;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.report.Statuses;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One bad thing never blocks the others. */
class RefusalTest extends LoopFixture {
    @Test
    void refusedTargetHoldsBackNobodyElse() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.console().refuseTarget(loop.id(), new Target("10.0.9.1", 8080), REJECTED);
        cluster.pod("web-8", "web", "10.0.9.1", READY);
        cluster.pod("web-9", "web", "10.0.9.2", READY);

        Plan plan = loop.run(Duration.ofSeconds(3));

        assertThat(loop.targets()).containsKey("TCP:80 10.0.9.2:8080");
        assertThat(codes(plan)).containsExactly("Rejected");
        loop.cloud.console().refuseTargetNoMore(loop.id(), new Target("10.0.9.1", 8080));
        loop.settle();
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(3);
    }

    @Test
    void targetsThatAreRefusedForOneReasonAreOneProblem() {
        Loop loop = settled(1, tcp(80, 8080));
        for (int i = 1; i <= 3; i++) {
            loop.cloud.console().refuseTarget(loop.id(), new Target("10.0.9." + i, 8080), REJECTED);
            cluster.pod("web-1" + i, "web", "10.0.9." + i, READY);
        }

        Plan plan = loop.run(Duration.ofMinutes(1));

        assertThat(plan.problems().values().stream().flatMap(List::stream))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.detail()).contains("10.0.9.1:8080").endsWith(", and 2 more"));
    }

    /** The cloud names the request in its text: a retry says nothing new. */
    @Test
    void retryThatIsRefusedAgainIsNoNewProblemAndNoNewStatus() {
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        cluster.pods("web", 1);
        Loop loop = Loop.ofWeb(cluster);
        AtomicInteger tries = new AtomicInteger();
        loop.wire.hook((number, what, when) -> {
            boolean bad = loop.wire
                    .sent()
                    .get(loop.wire.sent().size() - 1)
                    .arguments()
                    .contains("81");
            if (what.equals("createListeners") && when == When.BEFORE && bad) {
                throw new CloudException.Rejected(
                        "CreateListener", "InvalidParameter", "not that port", "r-" + tries.incrementAndGet());
            }
        });
        loop.run(Duration.ofMinutes(3));
        CloudLoadBalancerStatus before = status(loop);
        loop.record(before);
        int triesBefore = tries.get();

        Plan plan = loop.run(Duration.ofMinutes(10));

        assertThat(tries.get()).isGreaterThan(triesBefore);
        assertThat(plan.problems().values().stream().flatMap(List::stream))
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).isEqualTo("request r-" + tries.get()));
        assertThat(status(loop)).isEqualTo(before);
    }

    /** Timeout, reset, 502, breaker: whichever it is this time. */
    @Test
    void cloudThatFailsInAnotherWayEachTimeIsOneProblem() {
        Loop loop = settled(1, tcp(80, 8080));
        AtomicInteger tries = new AtomicInteger();
        Set<Problem> told = new LinkedHashSet<>();
        loop.wire.hook((number, what, when) -> {
            if (when == When.BEFORE && what.equals("createListeners")) {
                throw new CloudException.Unavailable(
                        "CreateListener", "Code" + tries.incrementAndGet(), "from port " + tries.get(), null);
            }
        });
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));

        for (int i = 0; i < 10; i++) {
            loop.run(Duration.ofMinutes(1)).problems().values().forEach(told::addAll);
        }

        assertThat(tries.get()).isGreaterThan(5);
        assertThat(told)
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(Code.UNREACHABLE));
    }

    @Test
    void refusalIsNotRepeatedByANeighboursEvent() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.console().refuseTarget(loop.id(), new Target("10.0.9.1", 8080), REJECTED);
        cluster.pod("web-8", "web", "10.0.9.1", READY);
        loop.run(Duration.ofMinutes(3));
        loop.wire.clear();

        cluster.pod("web-9", "web", "10.0.9.2", READY);
        loop.run(Duration.ofSeconds(1));

        assertThat(loop.wire.sent().stream().filter(Wire.Sent::write))
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.arguments()).contains("10.0.9.2").doesNotContain("10.0.9.1"));
    }

    @Test
    void refusedListenerHoldsBackNobodyElse() {
        cluster.service("web", tcp(80, 8080), tcp(81, 8081), tcp(82, 8082));
        cluster.pods("web", 1);
        Loop loop = Loop.ofWeb(cluster);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("createListeners")
                    && when == When.BEFORE
                    && loop.wire
                            .sent()
                            .get(loop.wire.sent().size() - 1)
                            .arguments()
                            .contains("81")) {
                throw new CloudException.Rejected("CreateListener", "InvalidParameter", "not that port", null);
            }
        });

        Plan plan = loop.run(Duration.ofMinutes(10));

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80", "TCP:82");
        assertThat(loop.targets()).hasSize(2);
        assertThat(codes(plan)).containsExactly("Rejected");
        assertThat(loop.wire.writes()).hasSizeLessThan(16);
        loop.wire.unhook();
        loop.settle();
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(3);
    }

    @Test
    void foreignListenerInThePlaceIsToldAndLeftAlone() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.console().addListener(loop.id(), new ListenerKey(Protocol.TCP, 81), "mine");
        cluster.service("web", tcp(80, 8080), tcp(81, 8081), tcp(82, 8082));

        Plan plan = loop.run(Duration.ofMinutes(1));

        assertThat(codes(plan)).containsExactly("ForeignListener");
        assertThat(loop.listener("TCP:81").name()).isEqualTo("mine");
        assertThat(loop.targets()).containsOnlyKeys("TCP:80 10.0.0.2:8080", "TCP:82 10.0.0.2:8082");
        assertThat(loop.record().listeners()).extracting(ListenerRecord::port).containsExactly(80, 82);
    }

    @Test
    void refusedRuleOfTwentyHoldsBackNobodyElse() {
        cluster.backend("api", 8080);
        cluster.pods("api", 1);
        cluster.ingress("web", paths(19));
        Loop loop = Loop.ofWeb(cluster);
        refuse(loop, "createRules", "/p07");

        Plan plan = loop.run(Duration.ofMinutes(10));

        assertThat(loop.rules()).hasSize(19).doesNotContainKey("a.test =/p07");
        assertThat(loop.targets()).hasSize(18);
        assertThat(plan.problems().values().stream().flatMap(List::stream))
                .containsExactly(Problem.of(
                        Code.REJECTED,
                        new Place("Ingress default/web", "spec.rules[0].http.paths[7]"),
                        "HTTP:80 a.test =/p07",
                        new Wording(REJECTED.text(), "Change what the cloud names; it is tried again by itself")));
        assertThat(loop.wire.writes()).filteredOn("createRules"::equals).hasSizeBetween(22, 30);

        loop.wire.clear();
        cluster.ingress("web", with(paths(19), Path.exact("b.test", "/", "api"), Path.exact("b.test", "/x", "api")));
        loop.run(Duration.ofSeconds(3));
        assertThat(loop.wire.writes()).containsExactly("createRules", "register");
        assertThat(loop.rules()).hasSize(21);

        loop.wire.unhook();
        loop.settle();
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(21);
    }

    @Test
    void ruleWhoseTaskFailsHoldsBackNobodyElse() {
        cluster.backend("api", 8080);
        cluster.pods("api", 1);
        cluster.ingress("web", paths(5));
        Loop loop = Loop.ofWeb(cluster);
        loop.cloud.taskTime(Duration.ofSeconds(1));
        loop.wire.hook((number, what, when) -> {
            boolean bad = loop.wire
                    .sent()
                    .get(loop.wire.sent().size() - 1)
                    .arguments()
                    .contains("/p03");
            if (what.equals("createRules") && when == When.AFTER && bad) {
                loop.cloud.failNextTask("it broke", false);
            }
        });

        Plan plan = loop.run(Duration.ofMinutes(1));

        assertThat(loop.rules()).hasSize(5).doesNotContainKey("a.test =/p03");
        assertThat(loop.wire.writes()).filteredOn("createRules"::equals).hasSizeBetween(8, 18);
        assertThat(loop.targets()).hasSize(4);
        assertThat(codes(plan)).containsExactly("Unreachable");
        loop.wire.unhook();
        loop.settle();
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(5);
    }

    @Test
    void hostsAnswerForNobodyElseWhileAllRulesWithoutHostAreRefused() {
        cluster.backend("api", 8080);
        cluster.pods("api", 1);
        cluster.ingress("web", with(paths(3), Path.exact("", "/any", "api")));
        Loop loop = Loop.ofWeb(cluster);
        refuse(loop, "createRules", "/any");

        loop.run(Duration.ofMinutes(3));

        assertThat(loop.rules()).hasSize(4).containsKey(DefaultDomain.PLACEHOLDER.toString());
        assertThat(loop.defaultDomains()).containsExactly(DefaultDomain.NAME);
        assertThat(loop.recordedRules().values())
                .extracting(rule -> rule.url() + " " + rule.id())
                .contains("=/any null");

        loop.wire.unhook();
        loop.settle();
        assertThat(loop.rules()).hasSize(4).doesNotContainKey(DefaultDomain.PLACEHOLDER.toString());
        assertThat(loop.defaultDomains()).containsExactly(DefaultDomain.NAME);
    }

    @Test
    void ruleThatCannotBeDeletedKeepsNoOther() {
        Loop loop = settledIngress(1, paths(5));
        String id = loop.rules().get("a.test =/p03").id().value();
        refuse(loop, "deleteRules", id);
        cluster.ingress("web", paths(2));

        Plan plan = loop.run(Duration.ofMinutes(1));

        assertThat(loop.rules())
                .containsOnlyKeys("a.test =/p00", "a.test =/p01", "a.test =/p03", DefaultDomain.PLACEHOLDER.toString());
        assertThat(codes(plan)).containsExactly("Rejected");
        assertThat(loop.recordedRules().values()).hasSize(4);
        loop.wire.unhook();
        loop.settle();
        assertThat(loop.rules()).hasSize(3);
    }

    private static CloudLoadBalancerStatus status(Loop loop) {
        Snapshot seen = loop.snapshot();
        Desired desired = House.desired(seen);
        return Statuses.of(seen, desired, Plan.between(desired.state(), seen));
    }
}
