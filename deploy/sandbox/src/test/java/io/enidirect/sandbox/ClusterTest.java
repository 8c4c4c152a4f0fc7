package io.enidirect.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class ClusterTest {

    private static final Duration SOON = Duration.ofSeconds(45);
    private static final String CLIENT = "127.77.1.2";

    @Test
    void kubernetesOwnControllersMakePodsAndEndpointSlices(Cluster cluster) {
        String namespace = cluster.createNamespace("slices");
        cluster.deploy(namespace, "web", 3);
        cluster.apply(namespace, service("web"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ready(cluster, namespace)).hasSize(3));
        assertThat(cluster.hasRealControllers()).isTrue();
        assertThat(pods(cluster, namespace))
                .allSatisfy(pod -> assertThat(pod.getMetadata().getOwnerReferences())
                        .extracting(owner -> owner.getKind())
                        .containsExactly("ReplicaSet"))
                .extracting(pod -> pod.getSpec().getNodeName())
                .containsExactlyInAnyOrder("node-1", "node-2", "node-3");
    }

    @Test
    void aRollingUpdateReplacesEveryPod(Cluster cluster) {
        String namespace = cluster.createNamespace("rolling");
        cluster.deploy(namespace, "web", 3);
        Set<String> before = names(cluster, namespace);

        Rolling.restart(cluster, namespace, "web");
        cluster.awaitReady(namespace, "web");

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(names(cluster, namespace)).hasSize(3).doesNotContainAnyElementsOf(before));
    }

    @Test
    void aReadinessGateKeepsThePodUnreadyUntilSomebodyOpensIt(Cluster cluster) {
        String namespace = cluster.createNamespace("gate");
        cluster.apply(namespace, """
                apiVersion: v1
                kind: Pod
                metadata: {name: gated}
                spec:
                  readinessGates: [{conditionType: example.com/open}]
                  containers: [{name: echo, image: echo, ports: [{containerPort: 8080}]}]
                """);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(conditions(cluster, namespace, "gated"))
                        .contains("ContainersReady=True", "Ready=False"));

        cluster.client()
                .pods()
                .inNamespace(namespace)
                .withName("gated")
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), """
                        {"status": {"conditions": [{"type": "example.com/open", "status": "True"}]}}""");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(conditions(cluster, namespace, "gated"))
                        .contains("ContainersReady=True", "Ready=True", "example.com/open=True"));
    }

    @Test
    void podsAnswerHttpRawTcpAndUdpWithTheClientsAddress(Cluster cluster) throws IOException {
        String namespace = cluster.createNamespace("echo");
        cluster.apply(namespace, """
                apiVersion: v1
                kind: Pod
                metadata: {name: echo}
                spec:
                  containers:
                    - name: echo
                      image: echo
                      ports:
                        - {name: http, containerPort: 8080}
                        - {name: tcp-raw, containerPort: 9000}
                        - {name: dns, containerPort: 53, protocol: UDP}
                """);
        String address = awaitLoopback(cluster, namespace, "echo");
        var bare = EchoAnswer.bare("echo", CLIENT);

        assertThat(Asking.http(CLIENT, address, 8080))
                .isEqualTo(new EchoAnswer(
                        "echo",
                        CLIENT,
                        Optional.of("/where"),
                        Optional.of("shop.example"),
                        Optional.of("192.0.2.1,192.0.2.2")));
        assertThat(Asking.tcp(CLIENT, address, 9000, "one\ntwo\n").lines().map(EchoAnswer::parse))
                .containsExactly(bare, bare);
        assertThat(Asking.udp(CLIENT, address, 53)).isEqualTo(bare);
    }

    @Test
    void aDeletedPodServesForAWhileAndRefusesAtItsEnd(Cluster cluster) throws IOException {
        String namespace = cluster.createNamespace("ending");
        cluster.deploy(namespace, "web", 1);
        cluster.apply(namespace, service("web"));
        Pod pod = pods(cluster, namespace).get(0);
        String address = awaitLoopback(cluster, namespace, pod.getMetadata().getName());

        cluster.client().resource(pod).delete();

        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(endpoints(cluster, namespace))
                        .filteredOn(endpoint ->
                                endpoint.getAddresses().contains(pod.getStatus().getPodIP()))
                        .extracting(Endpoint::getConditions)
                        .extracting(c -> List.of(c.getReady(), c.getServing(), c.getTerminating()))
                        .containsExactly(List.of(false, true, true)));
        assertThat(Asking.http(CLIENT, address, 8080).pod())
                .isEqualTo(pod.getMetadata().getName());
        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> Asking.http(CLIENT, address, 8080))
                        .isInstanceOf(IOException.class));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(names(cluster, namespace))
                        .hasSize(1)
                        .doesNotContain(pod.getMetadata().getName()));
    }

    @Test
    void whatACustomResourceOwnsGoesWithIt(Cluster cluster) {
        String namespace = cluster.createNamespace("owner");
        String uid = cluster.apply(namespace, """
                        apiVersion: example.com/v1
                        kind: Owner
                        metadata: {name: owner}
                        """).get(0).getMetadata().getUid();
        cluster.apply(namespace, """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: owned
                  ownerReferences: [{apiVersion: example.com/v1, kind: Owner, name: owner, uid: %s}]
                """.formatted(uid));

        cluster.client()
                .genericKubernetesResources("example.com/v1", "Owner")
                .inNamespace(namespace)
                .withName("owner")
                .delete();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.client()
                                .configMaps()
                                .inNamespace(namespace)
                                .withName("owned")
                                .get())
                        .isNull());
    }

    @Test
    void thereIsRoomForMoreServicesThanTheFirstRangeHas(Cluster cluster) {
        String namespace = cluster.createNamespace("many");
        for (int i = 0; i < 260; i++) {
            cluster.client()
                    .services()
                    .inNamespace(namespace)
                    .resource(Serialization.unmarshal(service("web-" + i), Service.class))
                    .create();
        }

        assertThat(cluster.client().services().inNamespace(namespace).list().getItems())
                .hasSize(260);
    }

    private static String service(String name) {
        return """
               apiVersion: v1
               kind: Service
               metadata: {name: %1$s}
               spec:
                 selector: {app: %1$s}
                 ports: [{port: 80, targetPort: http}]
               """.formatted(name);
    }

    private static String awaitLoopback(Cluster cluster, String namespace, String pod) {
        Pod running = cluster.client()
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .waitUntilReady(SOON.toSeconds(), TimeUnit.SECONDS);
        return EchoPods.loopback(running.getStatus().getPodIP()).orElseThrow();
    }

    private static List<Pod> pods(Cluster cluster, String namespace) {
        return cluster.client().pods().inNamespace(namespace).list().getItems();
    }

    private static Set<String> names(Cluster cluster, String namespace) {
        return pods(cluster, namespace).stream()
                .map(pod -> pod.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    private static List<Endpoint> endpoints(Cluster cluster, String namespace) {
        return cluster.client().discovery().v1().endpointSlices().inNamespace(namespace).list().getItems().stream()
                .flatMap(slice ->
                        slice.getEndpoints() == null ? Stream.<Endpoint>empty() : slice.getEndpoints().stream())
                .toList();
    }

    private static Set<String> ready(Cluster cluster, String namespace) {
        return endpoints(cluster, namespace).stream()
                .filter(endpoint -> endpoint.getConditions().getReady())
                .map(Endpoint::getTargetRef)
                .map(ObjectReference::getName)
                .collect(Collectors.toSet());
    }

    private static List<String> conditions(Cluster cluster, String namespace, String pod) {
        return cluster.client().pods().inNamespace(namespace).withName(pod).get().getStatus().getConditions().stream()
                .map(condition -> condition.getType() + "=" + condition.getStatus())
                .toList();
    }
}
