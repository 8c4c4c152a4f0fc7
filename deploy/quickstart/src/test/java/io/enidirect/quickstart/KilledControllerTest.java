package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGKILL of the shipped jar when the cloud has executed its call, and has not answered it yet. */
@EnabledIf("io.enidirect.quickstart.RealKubernetes#isThere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledControllerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    static Path logs;

    private Cluster cluster;
    private ControlledCloud cloud;

    @BeforeAll
    void start() throws IOException {
        cluster = RealKubernetes.start(List.of());
        cloud = ControlledCloud.start(cluster.guard(), logs.resolve("simulator.log"));
    }

    @AfterAll
    void stop() {
        cloud.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateLoadBalancer", "CreateListener"})
    void leavesOneOfEachAfterItsRestart(String action) {
        String namespace = cluster.createNamespace("killed");
        Path log = logs.resolve(action + ".log");
        cluster.deploy(namespace, "web", 2);
        cloud.forgetCalls();
        cloud.hold(action);
        try (ShippedController first = ShippedController.start(cluster, cloud.endpoint(), log)) {
            cluster.apply(namespace, """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: web, annotations: {service.cloud.tencent.com/direct-access: "true"}}
                    spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
                    """);
            await().atMost(PATIENCE).until(() -> cloud.held() == 1);
            first.kill();
        }
        assertThat(cloud.writes()).last().isEqualTo(action);
        cloud.release();

        try (ShippedController second = ShippedController.start(cluster, cloud.endpoint(), log)) {
            await().atMost(PATIENCE).until(() -> isReady(namespace));
            assertThat(cloud.writes()).containsExactly("CreateLoadBalancer", "CreateListener", "BatchRegisterTargets");
            assertThat(cloud.loadBalancers()).hasSize(1);
            assertThat(cloud.loadBalancers().path(0).path("listeners")).hasSize(1);
            assertThat(cloud.loadBalancers().path(0).path("listeners").path(0).path("targets"))
                    .hasSize(2);

            web(namespace).delete();
            await().atMost(PATIENCE).until(() -> web(namespace).get() == null);
            assertThat(cloud.loadBalancers()).isEmpty();
            second.kill();
        }
    }

    private ServiceResource<Service> web(String namespace) {
        return cluster.client().services().inNamespace(namespace).withName("web");
    }

    private boolean isReady(String namespace) {
        return web(namespace).get().getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }
}
