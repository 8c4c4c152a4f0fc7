package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.State.READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Target;
import io.enidirect.operator.apply.Cluster.Port;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between two batches of one change nothing is looked at anew: 1,200 targets are three calls. */
class CarryingOnTest extends LoopFixture {
    private Loop loop;

    @BeforeEach
    void withoutPods() {
        Port[] ports =
                IntStream.range(0, 6).mapToObj(i -> tcp(80 + i, 8080 + i)).toArray(Port[]::new);
        loop = settled(0, ports);
    }

    @Test
    void theBatchesOfOneChangeGoOutAfterOneLook() {
        cluster.pods("web", 200);

        int before = loop.looks();
        loop.reconcile();

        assertThat(loop.wire.writes()).containsExactly("register", "register", "register");
        assertThat(loop.looks() - before).as("one before them, one after").isEqualTo(2);
        assertThat(loop.targets()).hasSize(1_200);
    }

    @Test
    void anotherLookFollowsOnANewRefusal() {
        cluster.pods("web", 200);
        loop.cloud.console().refuseTarget(loop.id(), new Target("10.0.0.2", 8080), REJECTED);

        int before = loop.looks();
        loop.reconcile();

        assertThat(loop.looks() - before).as("and one in between").isEqualTo(3);
        assertThat(loop.targets()).hasSize(1_199);
    }

    @Test
    void aRefusalThatIsRememberedEndsNothing() {
        cluster.pod("bad", "web", "10.0.9.9", READY);
        loop.cloud.console().refuseTarget(loop.id(), new Target("10.0.9.9", 8080), REJECTED);
        loop.reconcile();
        cluster.pods("web", 190);
        loop.wire.clear();

        int before = loop.looks();
        loop.reconcile();

        assertThat(loop.wire.writes()).containsExactly("register", "register", "register");
        assertThat(loop.looks() - before).isEqualTo(2);
        assertThat(loop.targets()).hasSize(1_145);
    }
}
