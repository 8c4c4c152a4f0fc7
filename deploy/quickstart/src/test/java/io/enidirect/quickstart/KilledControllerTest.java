package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
    private static final int PODS = 2;
    private static final int RULES = 25;

    @TempDir
    static Path logs;

    private Cluster cluster;
    private ControlledCloud cloud;

    @BeforeAll
    void start() throws IOException {
        cluster = RealKubernetes.start(ClusterOptions.defaults());
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
        cluster.deploy(namespace, "web", PODS);
        killAfter(action, namespace, """
                apiVersion: v1
                kind: Service
                metadata: {name: web, annotations: {service.cloud.tencent.com/direct-access: "true"}}
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
                """);

        try (ShippedController second = controller(action)) {
            await().atMost(PATIENCE).until(() -> isReady(namespace));
            assertThat(cloud.writes()).containsExactly("CreateLoadBalancer", "CreateListener", "BatchRegisterTargets");
            assertThat(cloud.loadBalancers()).hasSize(1);
            assertThat(onlyListener().path("targets")).hasSize(PODS);

            web(namespace).delete();
            await().atMost(PATIENCE).until(() -> web(namespace).get() == null);
            assertThat(cloud.loadBalancers()).isEmpty();
            second.kill();
        }
    }

    /** The rules need two calls: the first of them is the one whose answer is lost. */
    @Test
    void leavesEachRuleOfAnIngressOnceAndServesAfterItsRestart() {
        String namespace = cluster.createNamespace("killed");
        cluster.deploy(namespace, "web", PODS);
        killAfter(
                "CreateRule",
                namespace,
                """
                apiVersion: networking.k8s.io/v1
                kind: IngressClass
                metadata: {name: eni-direct}
                spec: {controller: eni-direct.io/clb}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
                ---
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web}
                spec:
                  ingressClassName: eni-direct
                  rules:
                    - http:
                        paths:
                          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
                """
                        + IntStream.range(1, RULES)
                                .mapToObj(i -> " ".repeat(10) + "- {path: /p" + i
                                        + ", pathType: Exact, backend: {service: {name: web, port: {number: 80}}}}\n")
                                .collect(Collectors.joining()));

        try (ShippedController second = controller("CreateRule")) {
            await().atMost(PATIENCE)
                    .ignoreException(IOException.class)
                    .untilAsserted(() -> assertThat(Requests.http("127.0.0.1", server(namespace))
                                    .pod())
                            .startsWith("web-"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(onlyListener().path("rules"))
                            .hasSize(RULES)
                            .allSatisfy(rule -> assertThat(rule.path("targets")).hasSize(PODS)));
            assertThat(cloud.writes())
                    .containsExactly(
                            "CreateLoadBalancer", "CreateListener", "CreateRule", "CreateRule", "BatchRegisterTargets");
            assertThat(cloud.loadBalancers()).hasSize(1);

            ingress(namespace).delete();
            await().atMost(PATIENCE).until(() -> ingress(namespace).get() == null);
            assertThat(cloud.loadBalancers()).isEmpty();
            second.kill();
        }
    }

    private void killAfter(String action, String namespace, String manifests) {
        cloud.forgetCalls();
        cloud.hold(action);
        try (ShippedController first = controller(action)) {
            cluster.apply(namespace, manifests);
            await().atMost(PATIENCE).until(() -> cloud.held() == 1);
            first.kill();
        }
        assertThat(cloud.writes()).last().isEqualTo(action);
        cloud.release();
    }

    private ShippedController controller(String log) {
        return ShippedController.start(cluster, cloud.endpoint(), logs.resolve(log + ".log"));
    }

    private JsonNode onlyListener() {
        assertThat(cloud.loadBalancers().path(0).path("listeners")).hasSize(1);
        return cloud.loadBalancers().path(0).path("listeners").path(0);
    }

    private Resource<Ingress> ingress(String namespace) {
        return cluster.client()
                .network()
                .v1()
                .ingresses()
                .inNamespace(namespace)
                .withName("web");
    }

    /** Where the address that the Ingress's status shows is listened on. */
    private InetSocketAddress server(String namespace) throws IOException {
        String vip = ingress(namespace).get().getStatus().getLoadBalancer().getIngress().stream()
                .map(IngressLoadBalancerIngress::getIp)
                .findFirst()
                .orElseThrow(() -> new IOException("no address yet"));
        return cloud.address("HTTP " + vip + ":80").orElseThrow(() -> new IOException("nothing listens yet"));
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
