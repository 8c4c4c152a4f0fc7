package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

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
    private List<String> startsFast = List.of();

    @BeforeAll
    void start() throws Exception {
        cluster = RealKubernetes.start(ClusterOptions.defaults());
        keepWhatAStartLoads();
    }

    /** Each of the many lives of these tests loads the same classes: they lie in a file that the JVM maps. */
    private void keepWhatAStartLoads() throws Exception {
        Path classes = logs.resolve("classes.jsa");
        Path log = logs.resolve("first.log");
        try (ControlledCloud idle = ControlledCloud.start(cluster.guard(), logs.resolve("idle.log"));
                ShippedController first = ShippedController.start(
                        cluster, idle.endpoint(), log, List.of("-XX:ArchiveClassesAtExit=" + classes))) {
            await().atMost(PATIENCE).until(() -> Files.readString(log).contains("Started event processing"));
            first.end();
        }
        assertThat(classes).isNotEmptyFile();
        startsFast = List.of("-XX:SharedArchiveFile=" + classes, "-Xshare:auto");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @BeforeEach
    void startCloud() throws IOException {
        cloud = ControlledCloud.start(cluster.guard(), logs.resolve("simulator.log"));
    }

    @AfterEach
    void stopCloud() {
        cloud.close();
    }

    /** It says all that it can of its load balancer, and keeps that in the end. */
    @Test
    void aServiceThatUsesEverythingIsMadeAndLetGoOfOnceOverAKillAtEachWrite() {
        usesEverything(
                "service",
                List.of(
                        "CreateLoadBalancer",
                        "ModifyLoadBalancerAttributes",
                        "SetLoadBalancerSecurityGroups",
                        "CreateListener",
                        "CreateListener",
                        "ModifyListener",
                        "CreateRule",
                        "BatchRegisterTargets"),
                List.of("DeleteLoadBalancerListeners", "UnTagResources"),
                """
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                  annotations:
                    service.cloud.tencent.com/direct-access: "true"
                    service.cloud.tencent.com/security-groups: sg-b,sg-a
                    service.cloud.tencent.com/deletion-protection: "true"
                    service.cloud.tencent.com/pass-to-target: "false"
                    service.kubernetes.io/qcloud-loadbalancer-internet-max-bandwidth-out: "50"
                    service.kubernetes.io/service.extensiveParameters: "{SlaType: clb.c2.medium}"
                    service.cloud.tencent.com/specify-protocol: "{80: {protocol: [HTTP], hosts: {a.test: {}}}}"
                    service.cloud.tencent.com/tke-service-config: web
                spec:
                  type: LoadBalancer
                  selector: {app: web}
                  ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 81, targetPort: 8081}]
                ---
                apiVersion: cloud.tencent.com/v1alpha1
                kind: TkeServiceConfig
                metadata: {name: web}
                spec:
                  loadBalancer:
                    l4Listeners: [{protocol: TCP, port: 81, scheduler: LEAST_CONN, listenerName: mine}]
                    l7Listeners: [{protocol: HTTP, port: 80, keepaliveEnable: 1}]
                """);
    }

    /** The rules need two calls: the first of them is the one whose answer is lost. */
    @Test
    void anIngressThatUsesEverythingIsMadeAndLetGoOfOnceOverAKillAtEachWrite() {
        usesEverything(
                "ingress",
                List.of(
                        "CreateLoadBalancer",
                        "ModifyLoadBalancerAttributes",
                        "SetLoadBalancerSecurityGroups",
                        "CreateListener",
                        "CreateRule",
                        "CreateRule",
                        "BatchRegisterTargets"),
                // of so many targets the cloud wants none to be left on what goes
                List.of("BatchDeregisterTargets", "DeleteLoadBalancerListeners", "UnTagResources"),
                """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
                ---
                apiVersion: cloud.tencent.com/v1alpha1
                kind: TkeServiceConfig
                metadata: {name: web}
                spec:
                  loadBalancer:
                    l7Listeners:
                      - protocol: HTTP
                        port: 80
                        snatEnable: true
                        domains: [{domain: a.test, rules: [{url: /x, scheduler: IP_HASH}]}]
                ---
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: web
                  annotations:
                    ingress.cloud.tencent.com/security-groups: sg-a
                    ingress.cloud.tencent.com/deletion-protection: "true"
                    ingress.cloud.tencent.com/loadbalance-retain: "true"
                    ingress.cloud.tencent.com/pass-to-target: "false"
                    kubernetes.io/ingress.internetMaxBandwidthOut: "50"
                    ingress.cloud.tencent.com/tke-service-config: web
                spec:
                  ingressClassName: eni-direct
                  rules:
                    - host: a.test
                      http:
                        paths:
                          - {path: /x, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
                """
                        + IntStream.range(1, RULES)
                                .mapToObj(i -> " ".repeat(10) + "- {path: /p" + i
                                        + ", pathType: Exact, backend: {service: {name: web, port: {number: 80}}}}\n")
                                .collect(Collectors.joining()));
    }

    private void usesEverything(String kind, List<String> writes, List<String> removal, String manifests) {
        String namespace = cluster.createNamespace("everything");
        Resource<CloudLoadBalancer> object =
                cluster.client().resources(CloudLoadBalancer.class).withName(kind + "." + namespace + ".web");
        cluster.apply("default", """
                apiVersion: networking.k8s.io/v1
                kind: IngressClass
                metadata: {name: eni-direct}
                spec: {controller: eni-direct.io/clb}
                """);
        cluster.deploy(namespace, "web", PODS);
        killAtEach(new LinkedHashSet<>(writes), () -> cluster.apply(namespace, manifests));
        try (ShippedController last = controller()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    object.get().recorded().sources().get(0).conditions())
                            .anyMatch(condition -> condition.getType().equals("Ready")
                                    && condition.getStatus().equals("True")));
            last.kill();
        }
        assertThat(cloud.writes()).containsExactlyInAnyOrderElementsOf(writes);
        assertThat(cloud.loadBalancers()).hasSize(1);
        serves(object.get());

        cloud.forgetCalls();
        killAtEach(removal, () -> {
            web(namespace).delete();
            ingress(namespace).delete();
        });
        try (ShippedController last = controller()) {
            await().atMost(PATIENCE).until(() -> object.get() == null);
            last.kill();
        }
        assertThat(cloud.writes()).containsExactlyElementsOf(removal);
        assertThat(cloud.loadBalancers())
                .singleElement()
                .satisfies(kept -> assertThat(kept.path("listeners")).isEmpty());
    }

    /** The cloud has executed each of these, and the controller never hears of it. */
    private void killAtEach(Collection<String> actions, Runnable begin) {
        boolean begun = false;
        for (String action : actions) {
            cloud.hold(action);
            try (ShippedController killed = controller()) {
                if (!begun) {
                    begin.run();
                    begun = true;
                }
                await().atMost(PATIENCE).until(() -> cloud.held() == 1);
                killed.kill();
            }
            cloud.release();
        }
    }

    private ShippedController controller() {
        return ShippedController.start(cluster, cloud.endpoint(), logs.resolve("controller.log"), startsFast);
    }

    /** Its targets are alive, whoever watches over them. */
    private void serves(CloudLoadBalancer object) {
        String listener = "HTTP " + object.recorded().addresses().get(0) + ":80";
        await().atMost(PATIENCE)
                .ignoreException(IOException.class)
                .untilAsserted(() -> assertThat(Requests.http(
                                        "127.0.0.1", cloud.address(listener).orElseThrow(), "a.test", "/x")
                                .pod())
                        .startsWith("web-"));
    }

    private Resource<Ingress> ingress(String namespace) {
        return cluster.client()
                .network()
                .v1()
                .ingresses()
                .inNamespace(namespace)
                .withName("web");
    }

    private ServiceResource<Service> web(String namespace) {
        return cluster.client().services().inNamespace(namespace).withName("web");
    }
}
