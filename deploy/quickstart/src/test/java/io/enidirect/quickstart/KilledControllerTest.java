package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.enidirect.sandbox.KubernetesBinaries;
import io.enidirect.sandbox.MissingBinaries;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGKILL of the shipped jar when the cloud has executed its call, and has not answered it yet. */
@EnabledIf("kubernetesIsThere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledControllerTest {
    private static final Path CRDS = Path.of("..", "helm", "eni-direct", "crds");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    static Path logs;

    private Cluster cluster;
    private ControlledCloud cloud;

    /** Where binaries were promised their absence is a failure. */
    static boolean kubernetesIsThere() {
        try {
            KubernetesBinaries.find(System.out::println);
            return true;
        } catch (MissingBinaries e) {
            if (System.getenv("KUBE_API_TEST_DIR") != null) {
                throw e;
            }
            System.out.println("SKIPPED: tests that need a real Kubernetes; " + e.getMessage());
            return false;
        }
    }

    @BeforeAll
    void start() throws IOException {
        List<String> crds = new ArrayList<>();
        try (Stream<Path> files = Files.list(CRDS)) {
            for (Path file : files.sorted().toList()) {
                crds.add(Files.readString(file));
            }
        }
        cluster = Cluster.start(ClusterOptions.defaults().withCrds(crds).withEcho(false));
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
