package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pod of the host network is a target at its node's address, at ports that it declares and at none of the node's own. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostNetworkTest {
    private static final String NODE = "10.17.0.1";

    private Rig rig;
    private String namespace;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        namespace = cluster.createNamespace("host-network");
    }

    @AfterAll
    void stop() {
        rig.client().nodes().withName("far-away").delete();
        rig.close();
    }

    @Test
    void givesAwayOnlyWhatItDeclares() {
        // on a node that nobody stands in for: without one the pod would be in no slice
        rig.cluster().apply(namespace, """
                apiVersion: v1
                kind: Node
                metadata: {name: far-away}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: agent, labels: {app: agent}}
                spec:
                  hostNetwork: true
                  nodeName: far-away
                  containers: [{name: agent, image: none, ports: [{containerPort: 8080}, {containerPort: 10250}]}]
                """);
        rig.client()
                .pods()
                .inNamespace(namespace)
                .withName("agent")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status": {"phase": "Running", "hostIP": "%1$s", "hostIPs": [{"ip": "%1$s"}],
                         "podIP": "%1$s", "podIPs": [{"ip": "%1$s"}], "conditions": [
                         {"type": "Ready", "status": "True"}, {"type": "ContainersReady", "status": "True"}]}}""".formatted(NODE));
        LiveService service = LiveService.create(
                rig, Manifests.service(namespace, "agent", tcp(80, 8080), tcp(81, 9090), tcp(82, 10250)));

        service.awaitEvent("Rejected", "port 9090 of pod agent", "--host-network-targets", "declared");
        service.awaitEvent("Rejected", "port 10250 of pod agent", "the node's own");
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(service.targets(Protocol.TCP, 80))
                        .extracting(State.Target::ip)
                        .containsExactly(NODE));
        service.awaitQuiet();
        assertThat(service.targets(Protocol.TCP, 81)).isEmpty();
        assertThat(service.targets(Protocol.TCP, 82)).isEmpty();
    }
}
