package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.SharedCluster;
import io.enidirect.operator.toy.ToyKind;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The house takes in a kind of source that nothing of it knows. */
@ExtendWith(SharedCluster.class)
final class ToyKindTest {
    @Test
    void itIsServedAndDeletedWithoutATrace(Cluster cluster) {
        try (Rig rig = Rig.start(cluster, Rig.Setup.PLAIN.withKind(new ToyKind()))) {
            String namespace = cluster.createNamespace("toy");
            cluster.deploy(namespace, "web", 2);
            rig.client().resource(clusterIp(namespace)).create();
            ConfigMap toy = rig.client().resource(toy(namespace)).create();
            Resource<ConfigMap> live = rig.client().resource(toy);
            LivePods pods = new LivePods(cluster, namespace, "web");

            await().atMost(LiveSource.PATIENCE)
                    .untilAsserted(() -> assertThat(status(live)).matches("\\d+(\\.\\d+){3} Ready=True"));
            State.LoadBalancer made = rig.cloud().state().loadBalancers().get(0);
            assertThat(made.vip() + " Ready=True").isEqualTo(status(live));
            assertThat(made.listener(Protocol.TCP, 8080).orElseThrow().targets())
                    .extracting(State.Target::ip)
                    .containsExactlyInAnyOrderElementsOf(pods.ips());
            pods.scale(3);
            await().atMost(LiveSource.PATIENCE)
                    .untilAsserted(() -> assertThat(rig.cloud()
                                    .state()
                                    .loadBalancers()
                                    .get(0)
                                    .listener(Protocol.TCP, 8080)
                                    .orElseThrow()
                                    .targets())
                            .hasSize(3));
            await().atMost(LiveSource.PATIENCE)
                    .untilAsserted(() -> assertThat(events(rig, namespace)).contains("Synced"));

            live.delete();
            await().atMost(LiveSource.PATIENCE).until(() -> live.get() == null);
            assertThat(rig.client()
                            .resources(CloudLoadBalancer.class)
                            .withName("configmap." + namespace + ".toy")
                            .get())
                    .isNull();
            assertThat(rig.cloud().state().loadBalancers()).isEmpty();
        }
    }

    private static String status(Resource<ConfigMap> toy) {
        return Optional.ofNullable(toy.get().getMetadata().getAnnotations())
                .map(annotations -> annotations.get(ToyKind.STATUS))
                .orElse("");
    }

    private static List<String> events(Rig rig, String namespace) {
        return rig.client().events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> "ConfigMap".equals(event.getRegarding().getKind()))
                .map(Event::getReason)
                .toList();
    }

    private static ConfigMap toy(String namespace) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("toy")
                .addToLabels(ToyKind.LABEL, "")
                .endMetadata()
                .withData(Map.of("port", "8080", "service", "web"))
                .build();
    }

    private static io.fabric8.kubernetes.api.model.Service clusterIp(String namespace) {
        return new ServiceBuilder(Manifests.service(namespace, "web", Manifests.tcp(80, 8080)))
                .editMetadata()
                .withAnnotations(Map.of())
                .endMetadata()
                .editSpec()
                .withType("ClusterIP")
                .withAllocateLoadBalancerNodePorts(null)
                .endSpec()
                .build();
    }
}
