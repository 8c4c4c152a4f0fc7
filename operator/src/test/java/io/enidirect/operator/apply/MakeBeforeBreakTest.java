package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.State.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.Health;
import io.enidirect.cloud.Target;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nothing goes before what takes its place is there. */
class MakeBeforeBreakTest extends LoopFixture {
    @Test
    void changedTargetPortLeavesTheOldTargetsUntilOneOfTheNewIsAlive() {
        Loop loop = settled(2, tcp(80, 8080));
        for (int i = 1; i <= 2; i++) {
            loop.cloud
                    .console()
                    .setHealth(loop.id(), binding(loop, "TCP:80", "10.0.0." + (i + 1), 9090), Health.UNKNOWN);
        }
        cluster.service("web", tcp(80, 9090));

        loop.run(Duration.ofSeconds(20));
        assertThat(loop.wire.writes()).containsExactly("register");
        assertThat(loop.targets()).hasSize(4);

        loop.cloud.console().setHealth(loop.id(), binding(loop, "TCP:80", "10.0.0.2", 9090), Health.ALIVE);
        loop.run(Duration.ofSeconds(2));
        assertThat(loop.wire.writes()).containsExactly("register", "deregister");
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(2);
    }

    @Test
    void oldTargetsWaitUntilAllTheNewAreSeenToBeThere() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.cloud.console().forgetTarget(loop.id(), binding(loop, "TCP:80", "10.0.0.3", 9090));
        List<Map<String, Integer>> atBreak = new ArrayList<>();
        loop.wire.hook((number, what, when) -> {
            if (what.equals("deregister") && when == When.BEFORE) {
                atBreak.add(loop.targets());
            }
        });
        cluster.service("web", tcp(80, 9090));

        loop.settle();

        assertThat(atBreak)
                .singleElement()
                .satisfies(there -> assertThat(there).containsKeys("TCP:80 10.0.0.2:9090", "TCP:80 10.0.0.3:9090"));
    }

    @Test
    void otherProtocolTakesOverOnlyWhenTheSlicesKnowIt() {
        Loop loop = settled(2, new Cluster.Port("dns", 53, "TCP", 5353));
        Map<String, ServiceEndpoints> old = new HashMap<>(cluster.endpoints());
        cluster.service("web", new Cluster.Port("dns", 53, "UDP", 5353));
        loop.through(seen -> new Snapshot(
                seen.now(),
                seen.settings(),
                seen.object(),
                seen.sources(),
                old,
                seen.externals(),
                seen.observed(),
                seen.memory()));

        loop.run(Duration.ofMinutes(1));
        assertThat(loop.targets()).containsOnlyKeys("TCP:53 10.0.0.2:5353", "TCP:53 10.0.0.3:5353");

        loop.through(seen -> seen);
        loop.settle();
        assertThat(loop.targets()).containsOnlyKeys("UDP:53 10.0.0.2:5353", "UDP:53 10.0.0.3:5353");
    }

    @Test
    void deadReplacementsAreWaitedForAMinute() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.console().setHealth(loop.id(), binding(loop, "TCP:80", "10.0.0.2", 9090), Health.DEAD);
        cluster.service("web", tcp(80, 9090));

        loop.run(Duration.ofSeconds(59));
        assertThat(loop.targets()).hasSize(2);
        loop.run(Duration.ofSeconds(2));
        assertThat(loop.targets()).containsOnlyKeys("TCP:80 10.0.0.2:9090");
    }

    @Test
    void anotherSelectorKeepsTheOldPodsUntilTheNewAreAlive() {
        Loop loop = settled(2, tcp(80, 8080));
        cluster.pod("green-1", "green", "10.0.9.1", READY);
        loop.cloud.console().setHealth(loop.id(), binding(loop, "TCP:80", "10.0.9.1", 8080), Health.UNKNOWN);
        cluster.select("web", "green");

        loop.run(Duration.ofSeconds(10));
        assertThat(loop.targets()).hasSize(3);

        loop.cloud.console().setHealth(loop.id(), binding(loop, "TCP:80", "10.0.9.1", 8080), Health.ALIVE);
        loop.run(Duration.ofSeconds(10));
        assertThat(loop.targets()).containsOnlyKeys("TCP:80 10.0.9.1:8080");
    }

    @Test
    void goneTargetsGoAtOnceWhereNoneIsWanted() {
        Loop loop = settled(2, tcp(80, 8080));
        cluster.select("web", "nobody");

        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("deregister");
        assertThat(loop.targets()).isEmpty();
    }

    @Test
    void portWithAnotherProtocolIsThereBeforeTheOldOneGoes() {
        Loop loop = settled(2, new Cluster.Port("dns", 53, "TCP", 5353));
        cluster.service("web", new Cluster.Port("dns", 53, "UDP", 5353));

        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("createListeners", "register", "deleteListeners");
        assertThat(loop.listeners()).containsOnlyKeys("UDP:53");
    }

    @Test
    void replacedListenerStaysWhileItsReplacementIsRefused() {
        Loop loop = settled(2, new Cluster.Port("http", 80, "TCP", 8080));
        loop.wire.hook((number, what, when) -> {
            if (what.equals("createListeners") && when == When.BEFORE) {
                throw new CloudException.Quota("CreateListener", "LimitExceeded", "full", null);
            }
        });
        cluster.service("web", new Cluster.Port("http", 81, "TCP", 8080));

        Plan plan = loop.run(Duration.ofMinutes(20));

        assertThat(loop.targets()).containsOnlyKeys("TCP:80 10.0.0.2:8080", "TCP:80 10.0.0.3:8080");
        assertThat(codes(plan)).containsExactly("Quota");
        assertThat(loop.wire.writes()).hasSizeLessThan(15).containsOnly("createListeners");
        loop.wire.unhook();
        loop.settle();
        assertThat(loop.targets()).containsOnlyKeys("TCP:81 10.0.0.2:8080", "TCP:81 10.0.0.3:8080");
    }

    @Test
    void replacementAndItsPredecessorLeaveTheRecordInOneWriteEach() {
        Loop loop = settled(2, new Cluster.Port("http", 80, "TCP", 8080));
        int before = loop.written().size();
        cluster.service("web", new Cluster.Port("http", 81, "TCP", 8080));

        loop.settle();

        List<List<Integer>> ports = loop.written().stream()
                .skip(before)
                .map(record -> record.listeners().stream()
                        .filter(entry -> entry.id() != null)
                        .map(ListenerRecord::port)
                        .toList())
                .toList();
        assertThat(ports).containsExactly(List.of(80), List.of(80, 81), List.of(81));
    }

    @Test
    void ruleOfAnotherPathTypeHasItsTargetsBeforeTheOldOnesGo() {
        Path foo = Path.prefix("a.test", "/foo", "api");
        Loop loop = settledIngress(2, foo);
        List<Map<String, Integer>> atBreak = new ArrayList<>();
        loop.wire.hook((number, what, when) -> {
            if (what.equals("deleteRules") && when == When.BEFORE) {
                atBreak.add(loop.targets());
            }
        });
        cluster.ingress("web", foo.as("ImplementationSpecific"));

        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("createRules", "register", "deleteRules");
        assertThat(loop.wire.sent())
                .filteredOn(sent -> sent.method().equals("targets"))
                .hasSize(1);
        assertThat(atBreak)
                .singleElement()
                .satisfies(there -> assertThat(there)
                        .hasSize(6)
                        .containsKeys("HTTP:80 a.test /foo 10.0.0.2:8080", "HTTP:80 a.test /foo 10.0.0.3:8080"));
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(2);
    }

    @Test
    void ruleStaysWhileTheOneInItsPlaceIsRefused() {
        Path foo = Path.prefix("a.test", "/foo", "api");
        Loop loop = settledIngress(2, foo);
        refuse(loop, "createRules", "/foo");
        cluster.ingress("web", foo.as("ImplementationSpecific"));

        Plan plan = loop.run(Duration.ofMinutes(20));

        assertThat(loop.rules()).containsOnlyKeys("a.test =/foo", "a.test /foo/", DefaultDomain.PLACEHOLDER.toString());
        assertThat(loop.targets()).hasSize(4);
        assertThat(codes(plan)).containsExactly("Rejected");
        loop.wire.unhook();
        loop.settle();
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(2);
    }

    @Test
    void unknownHostsNeverFallToAHostWhenTheRuleWithoutOneComesOrGoes() {
        Path root = Path.prefix("", "/", "api");
        Loop loop = settledIngress(1, paths(3));
        List<Set<String>> seen = defaultDomains(loop);

        cluster.ingress("web", with(paths(3), root));
        loop.settle();
        assertThat(loop.rules()).hasSize(4).doesNotContainKey(DefaultDomain.PLACEHOLDER.toString());
        cluster.ingress("web", paths(3));
        loop.settle();

        assertThat(loop.rules()).hasSize(4).containsKey(DefaultDomain.PLACEHOLDER.toString());
        assertThat(loop.wire.writes())
                .containsExactly("createRules", "register", "deleteRules", "createRules", "deleteRules");
        assertThat(seen).hasSize(4).containsOnly(Set.of(DefaultDomain.NAME));
    }

    @Test
    void defaultDomainIsHeldWhileTheRuleThatIsToHoldItCannotBeMade() {
        Loop loop = settledIngress(1, paths(3));
        loop.wire.hook((number, what, when) -> {
            if (what.equals("createRules") && when == When.BEFORE) {
                throw new CloudException.Unavailable("CreateRule", "ConnectException", "", null);
            }
        });
        cluster.ingress("web", with(paths(3), Path.prefix("", "/", "api")));

        loop.run(Duration.ofMinutes(1));

        assertThat(loop.wire.writes()).containsOnly("createRules");
        assertThat(loop.rules()).hasSize(4).containsKey(DefaultDomain.PLACEHOLDER.toString());
        loop.wire.unhook();
        loop.settle();
        assertThat(loop.rules()).hasSize(4).doesNotContainKey(DefaultDomain.PLACEHOLDER.toString());
    }

    @Test
    void fullListenerMakesRoomByWhatNobodyAsksFor() {
        Path[] before = paths(49);
        Path[] after = Arrays.stream(before)
                .map(path -> Path.exact("b.test", path.path(), "api"))
                .toArray(Path[]::new);
        Loop loop = settledIngress(1, before);
        List<Set<String>> seen = defaultDomains(loop);

        cluster.ingress("web", after);
        loop.settle();

        assertThat(loop.rules()).hasSize(50);
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(49);
        assertThat(loop.wire.writes()).filteredOn("createRules"::equals).hasSize(3);
        assertThat(loop.wire.writes()).filteredOn("deleteRules"::equals).hasSize(3);
        assertThat(seen).containsOnly(Set.of(DefaultDomain.NAME));
    }

    @Test
    void fullListenerGivesUpTheRuleWithoutHostWhenOnlyThatIsInTheWay() {
        Loop loop = settledIngress(1, with(paths(49), Path.exact("", "/any", "api")));
        assertThat(loop.rules()).hasSize(50);

        cluster.ingress("web", paths(49));
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("deleteRules", "createRules");
        assertThat(loop.rules()).hasSize(50).containsKey(DefaultDomain.PLACEHOLDER.toString());
        assertThat(loop.defaultDomains()).containsExactly(DefaultDomain.NAME);
    }

    @Test
    void fullListenerGivesUpWhatIsReplacedForItsReplacement() {
        Path foo = Path.prefix("a.test", "/foo", "api");
        Loop loop = settledIngress(1, with(paths(47), foo));
        assertThat(loop.rules()).hasSize(50);

        cluster.ingress("web", with(paths(47), foo.as("ImplementationSpecific")));
        loop.settle();

        assertThat(loop.rules()).hasSize(49).containsKey("a.test /foo");
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(48);
    }

    @Test
    void whatIsRefusedAfterItsPredecessorHadToGoGivesThePlaceBackAndIsNotTriedAgain() {
        Path foo = Path.prefix("a.test", "/foo", "api");
        Loop loop = settledIngress(1, with(paths(47), foo));
        Set<String> before = loop.rules().keySet();
        refuse(loop, "createRules", "a.test /foo,");

        cluster.ingress("web", with(paths(47), foo.as("ImplementationSpecific")));
        loop.run(Duration.ofMinutes(10));

        assertThat(loop.rules().keySet()).isEqualTo(before);
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(49);
        assertThat(told(loop)).containsExactly("ReplacementRefused");
        long tries = tries(loop, "a.test /foo,");
        assertThat(tries).isPositive();

        loop.crash();
        loop.run(Duration.ofMinutes(10));

        assertThat(tries(loop, "a.test /foo,")).as("after a restart").isEqualTo(tries);
        assertThat(loop.rules().keySet()).isEqualTo(before);

        cluster.ingress("web", with(paths(47), foo.as("Exact")));
        loop.settle();

        assertThat(told(loop)).isEmpty();
        assertThat(loop.rules()).hasSize(49).containsKey("a.test =/foo");
    }

    /** Its targets, one by one, as the cloud answers it. */
    private void refuseBehind(Loop loop, String listener) {
        loop.wire.hook((number, what, when) -> {
            if (what.equals("register") && when == When.BEFORE) {
                boolean refused = loop.wire
                        .sent()
                        .get(loop.wire.sent().size() - 1)
                        .arguments()
                        .contains(listener);
                for (String ip : List.of("10.0.0.2", "10.0.0.3")) {
                    Target target = new Target(ip, 8080);
                    if (refused) {
                        loop.cloud.console().refuseTarget(loop.id(), target, REJECTED);
                    } else {
                        loop.cloud.console().refuseTargetNoMore(loop.id(), target);
                    }
                }
            }
        });
    }

    /** An address stands behind one L4 listener only: it had left the old one. */
    @Test
    void aListenerWhoseTargetsAreRefusedAfterTheyMovedGivesThemBackAndIsNotTriedAgain() {
        Loop loop = settled(2, tcp(80, 8080));
        Map<String, Integer> before = loop.targets();
        refuseBehind(loop, "lbl-00000002");

        cluster.service("web", new Cluster.Port("tcp-80", 81, "TCP", 8080));
        loop.run(Duration.ofMinutes(10));

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80");
        assertThat(loop.targets()).isEqualTo(before).hasSize(2);
        assertThat(told(loop)).containsExactly("ReplacementRefused");
        int writes = loop.wire.writes().size();

        loop.crash();
        loop.run(Duration.ofMinutes(10));
        assertThat(loop.wire.writes()).as("after a restart").hasSize(writes);
        assertThat(loop.targets()).isEqualTo(before);

        loop.wire.unhook();
        cluster.service("web", new Cluster.Port("tcp-80", 82, "TCP", 8080));
        loop.settle();
        assertThat(told(loop)).isEmpty();
        assertThat(loop.listeners()).containsOnlyKeys("TCP:82");
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(2);
    }

    /** The controller dies when the old rule is gone and the new one is not tried yet. */
    @Test
    void aRestartInBetweenForgetsNeitherOfTheTwo() {
        Path foo = Path.prefix("a.test", "/foo", "api");
        Loop loop = settledIngress(1, with(paths(47), foo));
        Set<String> before = loop.rules().keySet();
        loop.wire.hook((number, what, when) -> {
            if (what.equals("createRules") && when == When.BEFORE) {
                throw new CrashedException();
            }
        });
        cluster.ingress("web", with(paths(47), foo.as("ImplementationSpecific")));
        assertThatThrownBy(() -> loop.run(Duration.ofMinutes(1))).isInstanceOf(CrashedException.class);
        loop.wire.unhook();
        loop.crash();
        refuse(loop, "createRules", "a.test /foo,");

        loop.run(Duration.ofMinutes(10));

        assertThat(loop.rules().keySet()).isEqualTo(before);
        assertThat(told(loop)).containsExactly("ReplacementRefused");
    }

    private static final class CrashedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static List<String> told(Loop loop) {
        return loop.desired().problems().values().stream()
                .flatMap(List::stream)
                .map(problem -> problem.code().text())
                .toList();
    }

    private static long tries(Loop loop, String argument) {
        return loop.wire.sent().stream()
                .filter(sent ->
                        sent.method().equals("createRules") && sent.arguments().contains(argument))
                .count();
    }
}
