package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.Port.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports of a Service that speak something else than its spec says, while that changes. */
class SpecifyProtocolTest extends LoopFixture {
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final String KEY = "service.cloud.tencent.com/specify-protocol";
    private static final String HTTP = "{80: {protocol: [HTTP]}}";
    private static final String HOSTS = "{80: {protocol: [HTTP], hosts: {a.test: {}, b.test: {}}}}";
    private static final String BOTH = "{80: {protocol: [TCP, UDP]}}";

    private void say(@Nullable String value) {
        cluster.annotate("web", KEY, value);
    }

    private static List<String> told(Loop loop) {
        return loop.desired().problems().values().stream()
                .flatMap(List::stream)
                .map(Problem::code)
                .map(code -> code.text())
                .toList();
    }

    @Test
    void equalListenersAreMadeInOneCallAndTheRulesOfEachInAnother() {
        cluster.service("web", tcp(80, 8080), tcp(81, 8081), tcp(82, 8082), udp(53, 5353));
        cluster.pods("web", 3);
        say("{80: {protocol: [HTTP, UDP], hosts: {a.test: {}, b.test: {}}}, 81: {protocol: [HTTP]}}");
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();

        assertThat(loop.listeners()).containsOnlyKeys("HTTP:80", "HTTP:81", "TCP:82", "UDP:53", "UDP:80");
        assertThat(loop.wire.writes())
                .containsExactlyInAnyOrder(
                        "create",
                        "createListeners",
                        "createListeners",
                        "createListeners",
                        "createRules",
                        "createRules",
                        "register");
        assertThat(loop.rules()).containsOnlyKeys("a.test /", "b.test /", DefaultDomain.PLACEHOLDER.toString());
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(6 * 3);
        assertThat(loop.plan().steps()).isEmpty();
    }

    @Test
    void aHostComesAndGoesByItself() {
        Loop loop = settled(2, tcp(80, 8080));
        say("{80: {protocol: [HTTP], hosts: {a.test: {}}}}");
        loop.settle();
        loop.wire.clear();

        say(HOSTS);
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("createRules", "register");

        loop.wire.clear();
        say("{80: {protocol: [HTTP], hosts: {b.test: {}}}}");
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("deleteRules");
        assertThat(loop.rules()).containsOnlyKeys("b.test /", DefaultDomain.PLACEHOLDER.toString());
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(2);
    }

    /** A port is listened on once in each class: the old listener goes right before the new one comes. */
    @Test
    void aPortMovesFromTcpToHttpAndBackOnItsLoadBalancer() {
        Loop loop = settled(2, tcp(80, 8080), tcp(81, 8081));
        Map<String, Integer> before = loop.targets();

        say(HOSTS);
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("deleteListeners", "createListeners", "createRules", "register");
        assertThat(loop.listeners()).containsOnlyKeys("HTTP:80", "TCP:81");
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(6);

        loop.wire.clear();
        say(null);
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("deleteListeners", "createListeners", "register");
        assertThat(loop.targets()).isEqualTo(before);
        assertThat(loop.loadBalancers()).hasSize(1);
        assertThat(loop.plan().steps()).isEmpty();
    }

    @Test
    void severalPortsMoveInOneCallEach() {
        Loop loop = settled(1, tcp(80, 8080), tcp(81, 8081));

        say("{80: {protocol: [HTTP]}, 81: {protocol: [HTTP]}}");
        loop.settle();

        assertThat(loop.wire.writes())
                .containsExactly("deleteListeners", "createListeners", "createRules", "createRules", "register");
    }

    @Test
    void udpComesBesideTcpAndGoesAloneAgain() {
        Loop loop = settled(2, tcp(80, 8080));

        say(BOTH);
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("createListeners", "register");
        assertThat(loop.listeners()).containsOnlyKeys("TCP:80", "UDP:80");

        loop.wire.clear();
        say(null);
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("deleteListeners");
        assertThat(loop.listeners()).containsOnlyKeys("TCP:80");
    }

    @Test
    void aPortThatMovesTakesItsHostsAlongBeforeTheOldOnesGo() {
        Loop loop = settled(2, new Cluster.Port("http", 80, "TCP", 8080));
        say(HOSTS);
        loop.settle();
        loop.wire.clear();
        List<Integer> atBreak = new ArrayList<>();
        loop.wire.hook((number, what, when) -> {
            if (what.equals("deleteListeners") && when == When.BEFORE) {
                atBreak.add(loop.targets().size());
            }
        });

        cluster.service("web", new Cluster.Port("http", 88, "TCP", 8080));
        say("{88: {protocol: [HTTP], hosts: {a.test: {}, b.test: {}}}}");
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("createListeners", "createRules", "register", "deleteListeners");
        assertThat(atBreak).containsExactly(8);
        assertThat(loop.listeners()).containsOnlyKeys("HTTP:88");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {HTTP + " | HTTP", HOSTS + " | HTTP"})
    void whatIsRefusedGivesThePlaceBackAndIsNotTriedAgain(String value, String refused) {
        Loop loop = settled(2, tcp(80, 8080));
        Map<String, Integer> before = loop.targets();
        refuse(loop, "createListeners", refused);

        say(value);
        loop.run(Duration.ofMinutes(10));

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80");
        assertThat(loop.targets()).isEqualTo(before);
        assertThat(told(loop)).containsExactly("ReplacementRefused");
        assertThat(loop.wire.writes())
                .containsExactly("deleteListeners", "createListeners", "createListeners", "register");

        loop.crash();
        loop.run(Duration.ofMinutes(10));
        assertThat(loop.wire.writes()).as("after a restart").hasSize(4);

        loop.wire.unhook();
        say(BOTH);
        loop.settle();
        assertThat(loop.listeners()).containsOnlyKeys("TCP:80", "UDP:80");
        assertThat(told(loop)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP, HOSTS})
    void theOldListenerIsBackWhenNoRuleOfTheNewOneCanBeMade(String value) {
        Loop loop = settled(2, tcp(80, 8080));
        Map<String, Integer> before = loop.targets();
        refuse(loop, "createRules", " /,");

        say(value);
        loop.run(Duration.ofMinutes(10));

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80");
        assertThat(loop.targets()).isEqualTo(before);
        assertThat(told(loop)).containsExactly("ReplacementRefused");
        assertThat(loop.wire.writes()).hasSizeLessThan(12);
    }

    @Test
    void rulesAreBackWhenTheListenerInTheirPlaceIsRefused() {
        Loop loop = settled(2, tcp(80, 8080));
        say(HOSTS);
        loop.settle();
        Map<String, Integer> before = loop.targets();
        refuse(loop, "createListeners", "TCP");

        say(null);
        loop.run(Duration.ofMinutes(10));

        assertThat(loop.listeners()).containsOnlyKeys("HTTP:80");
        assertThat(loop.rules()).containsOnlyKeys("a.test /", "b.test /", DefaultDomain.PLACEHOLDER.toString());
        assertThat(loop.targets()).isEqualTo(before);
        assertThat(told(loop)).containsExactly("ReplacementRefused");
    }

    @Test
    void aWrongValueHoldsAllAndTheRightOneGoesOn() {
        Loop loop = settled(2, tcp(80, 8080), tcp(81, 8081));
        say(HOSTS);
        loop.settle();
        Map<String, Integer> before = loop.targets();
        loop.wire.clear();

        say("{80: {protocol: [HTTP, TCP]}}");
        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
        assertThat(loop.targets()).isEqualTo(before);

        say(HOSTS);
        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
        assertThat(loop.targets()).isEqualTo(before);
    }

    /** Death before or after the same call of each step from TCP over HTTP with hosts and both protocols back to TCP. */
    @Test
    void endsAlikeWhereverTheControllerDies() {
        List<Map<String, Integer>> ends = new ArrayList<>();
        int calls = live(ends, -1, When.BEFORE);

        assertThat(calls).isGreaterThan(8);
        for (int number = 1; number <= calls; number++) {
            for (When when : When.values()) {
                List<Map<String, Integer>> others = new ArrayList<>();
                live(others, number, when);
                assertThat(others).as(number + " " + when).isEqualTo(ends);
            }
        }
    }

    /** Answers how many calls the longest step took. */
    private static int live(List<Map<String, Integer>> ends, int dies, When when) {
        Cluster cluster = new Cluster();
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 1);
        Loop loop = Loop.ofWeb(cluster);
        int[] calls = {0};
        int most = 0;
        loop.wire.hook((number, what, at) -> {
            calls[0] += at == When.BEFORE ? 1 : 0;
            if (calls[0] == dies && at == when) {
                calls[0]++;
                throw new Death();
            }
        });
        for (String value : Arrays.asList(null, HOSTS, BOTH, HTTP, null)) {
            calls[0] = 0;
            cluster.annotate("web", KEY, value);
            settled(loop);
            assertThat(loop.loadBalancers()).hasSize(1);
            assertThat(loop.targets()).isEqualTo(loop.wantedTargets());
            ends.add(loop.targets());
            most = Math.max(most, calls[0]);
        }
        return most;
    }

    private static void settled(Loop loop) {
        while (true) {
            try {
                loop.settle();
                return;
            } catch (Death e) {
                loop.crash();
            }
        }
    }
}
