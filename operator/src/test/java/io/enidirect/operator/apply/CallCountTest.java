package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.Port.udp;
import static io.enidirect.operator.apply.Cluster.State.NOT_READY;
import static io.enidirect.operator.apply.Cluster.State.READY;
import static io.enidirect.operator.apply.Cluster.State.TERMINATING;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Quotas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Design §10.4: the calls of each change, no more. */
class CallCountTest {
    private final Cluster cluster = new Cluster();

    private Loop settled(int pods, Cluster.Port... ports) {
        cluster.service("web", ports);
        cluster.pods("web", pods);
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();
        return loop;
    }

    private static List<String> methods(Loop loop) {
        return loop.wire.sent().stream()
                .map(Wire.Sent::method)
                .filter(method -> !method.equals("task"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 200, 500})
    void aServiceOnANewLoadBalancerTakesThreeWritesHoweverManyPodsItHas(int pods) {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", pods);
        Loop loop = Loop.ofWeb(cluster);
        loop.cloud.console().quotas(new Quotas(50, 50, 500));
        loop.settle();

        assertThat(methods(loop))
                .containsExactly("find", "create", "describe", "createListeners", "register", "targets");
        assertThat(loop.targets()).hasSize(pods).isEqualTo(loop.wantedTargets());
        assertThat(loop.plan().steps()).isEmpty();
    }

    @Test
    void equalPortsTakeOneCreation() {
        Loop loop = settled(3, tcp(80, 8080), tcp(81, 8081), tcp(82, 8082));

        assertThat(loop.wire.writes()).containsExactly("create", "createListeners", "register");
        assertThat(loop.targets()).hasSize(9);
    }

    @Test
    void tcpAndUdpTakeTwoCreations() {
        Loop loop = settled(3, tcp(53, 5353), udp(53, 5353));

        assertThat(loop.wire.writes()).containsExactly("create", "createListeners", "createListeners", "register");
        assertThat(loop.targets()).hasSize(6);
    }

    @Test
    void aServiceWithoutPodsTakesTwoWrites() {
        assertThat(settled(0, tcp(80, 8080)).wire.writes()).containsExactly("create", "createListeners");
    }

    @Test
    void addedPodTakesOneWriteAndItsConfirmation() {
        Loop loop = settled(3, tcp(80, 8080));
        loop.wire.clear();

        cluster.pod("web-4", "web", "10.0.9.4", READY);
        loop.settle();

        assertThat(methods(loop)).containsExactly("register", "targets");
        assertThat(loop.targets()).hasSize(4);
    }

    @Test
    void deletedPodTakesWeightZeroAndThenItsDeregistration() {
        Loop loop = settled(3, tcp(80, 8080));
        loop.wire.clear();

        cluster.pod("web-1", TERMINATING);
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("setWeights");
        assertThat(loop.targets()).containsEntry("TCP:80 10.0.0.2:8080", 0);

        cluster.removePod("web-1");
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("setWeights", "deregister");
        assertThat(loop.targets()).hasSize(2);
    }

    @Test
    void replacedPodTakesThreeWritesOverItsLife() {
        Loop loop = settled(3, tcp(80, 8080));
        loop.wire.clear();

        cluster.pod("web-4", "web", "10.0.9.4", NOT_READY);
        loop.settle();
        assertThat(methods(loop)).isEmpty();
        cluster.pod("web-4", READY);
        loop.settle();
        cluster.pod("web-1", TERMINATING);
        loop.settle();
        cluster.removePod("web-1");
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("register", "setWeights", "deregister");
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(3);
    }

    @Test
    void unchangedTakesNoCall() {
        Loop loop = settled(3, tcp(80, 8080));
        loop.wire.clear();

        loop.settle();

        assertThat(methods(loop)).isEmpty();
    }

    @Test
    void restartReadsTheLoadBalancerOnceAndWritesNothing() {
        Loop loop = settled(3, tcp(80, 8080));
        loop.wire.clear();

        loop.crash();
        loop.settle();

        assertThat(methods(loop)).containsExactly("describe", "listeners", "targets");
        assertThat(loop.written()).doesNotHaveDuplicates();
    }

    @Test
    void deletedServiceTakesOneDeletion() {
        Loop loop = settled(19, tcp(80, 8080));
        loop.wire.clear();

        cluster.delete("web");
        loop.deleteObject();
        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("delete");
        assertThat(loop.loadBalancers()).isEmpty();
    }

    @Test
    void deletedServiceWithTwentyTargetsTakesADeregistrationBefore() {
        Loop loop = settled(20, tcp(80, 8080));
        loop.wire.clear();

        cluster.delete("web");
        loop.deleteObject();
        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("deregister", "delete");
    }

    @Test
    void changedPortNumberMovesTheTargetsInTwoCalls() {
        Loop loop = settled(3, new Cluster.Port("http", 80, "TCP", 8080));
        loop.wire.clear();

        cluster.service("web", new Cluster.Port("http", 81, "TCP", 8080));
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("createListeners", "deregister", "register", "deleteListeners");
        assertThat(loop.listeners()).containsOnlyKeys("TCP:81");
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(3);
        assertThat(loop.record().listeners()).singleElement().satisfies(entry -> {
            assertThat(entry.port()).isEqualTo(81);
            assertThat(entry.id()).isNotNull();
        });
    }
}
