package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One Service from the manifest to the cloud's call log, with real parts but the cloud. */
@ExtendWith(SharedCluster.class)
final class ServiceEndToEndTest {
    private Cluster cluster;
    private Rig rig;

    @BeforeEach
    void start(Cluster shared) {
        cluster = shared;
        rig = Rig.start(shared);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aNewServiceWithPodsCostsThreeWrites() {
        String namespace = cluster.createNamespace("e2e");
        cluster.deploy(namespace, "web", 3);
        cluster.client().resource(service(namespace, "web", 80)).create();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(address(namespace, "web")).isNotEmpty());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rig.simulator().control().calls("DescribeTargets"))
                        .isNotEmpty());
        assertThat(rig.writes()).isEqualTo(List.of("CreateLoadBalancer", "CreateListener", "BatchRegisterTargets"));

        cluster.client().services().inNamespace(namespace).withName("web").delete();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(cluster.client()
                                .services()
                                .inNamespace(namespace)
                                .withName("web")
                                .get())
                        .isNull());
        assertThat(rig.simulator().control().state().loadBalancers()).isEmpty();
    }

    private List<String> address(String namespace, String name) {
        Service service = cluster.client()
                .services()
                .inNamespace(namespace)
                .withName(name)
                .get();
        return service.getStatus().getLoadBalancer().getIngress() == null
                ? List.of()
                : service.getStatus().getLoadBalancer().getIngress().stream()
                        .map(ingress -> ingress.getIp())
                        .toList();
    }

    static Service service(String namespace, String name, int port) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withAnnotations(Map.of("service.cloud.tencent.com/direct-access", "true"))
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .withAllocateLoadBalancerNodePorts(false)
                .withSelector(Map.of("app", name))
                .addNewPort()
                .withName("http")
                .withPort(port)
                .withTargetPort(new IntOrString(8080))
                .endPort()
                .endSpec()
                .build();
    }
}
