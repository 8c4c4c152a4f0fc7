package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.State.READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Target;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.operator.plan.Plan;
import java.time.Duration;
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
}
