package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.Drift;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody else made on our load balancer. */
@ExtendWith(SharedCluster.class)
final class ForeignListenerTest {

    @Test
    void isNeitherAdoptedNorTouchedAndTheOtherPortWorks(Cluster cluster) {
        try (Rig rig = Rig.start(cluster)) {
            String namespace = cluster.createNamespace("foreign");
            LiveService web =
                    LiveService.create(rig, namespace, "web", 2, tcp(80, 8080)).awaitReady();
            web.awaitPods(2, 80);
            String id = web.loadBalancerId();
            String foreign = rig.cloud().drift(Drift.addListener(id, Protocol.TCP, 8443, "by-hand"));
            rig.cloud().drift(Drift.target(Drift.Change.ADD_TARGET, id, foreign, "10.9.9.9", 9, 7));
            State.Listener before = web.inCloud().listener(Protocol.TCP, 8443).orElseThrow();

            web.ports(tcp(80, 8080), tcp(8443, 8443), tcp(8444, 8444));
            web.awaitEvent("Conflict", namespace + "/web", "8443", foreign, "by-hand", "choose another port");
            web.awaitPods(2, 80, 8444);
            web.roll();
            web.awaitPods(2, 80, 8444);
            assertThat(web.inCloud().listener(Protocol.TCP, 8443)).hasValue(before);

            rig.restartController();
            web.scale(3);
            web.awaitPods(3, 80, 8444);
            web.delete();
            org.awaitility.Awaitility.await().until(() -> web.get() == null);
            assertThat(rig.cloud().state().loadBalancer(id).orElseThrow().listeners())
                    .as("what stays with the load balancer that somebody else uses")
                    .containsExactly(before);
        }
    }
}
