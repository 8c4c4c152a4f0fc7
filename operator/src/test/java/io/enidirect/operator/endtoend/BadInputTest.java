package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.DIRECT_ACCESS;
import static io.enidirect.operator.endtoend.Manifests.port;
import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A live Service is edited into something that can't be done. An event says what and what to do; what was programmed stays
 * as it is and goes on following its pods, and so do the neighbours.
 */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String OUTSIDE = "192.0.2.7";

    private Rig rig;
    private String namespace;
    private final Map<String, LiveService> services = new HashMap<>();
    private final Map<String, Map<String, String>> listeners = new HashMap<>();

    /** All at once: they are ready at about the same time. */
    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        namespace = cluster.createNamespace("bad");
        for (String name : List.of(
                "neighbour",
                "annotation",
                "twins",
                "slice",
                "selector",
                "outside",
                "overlay",
                "session",
                "sctp",
                "weight")) {
            services.put(name, LiveService.create(rig, namespace, name, 2, tcp(80, 8080)));
        }
        services.forEach((name, service) -> {
            service.awaitReady().awaitPods(2, 80);
            listeners.put(name, service.listeners());
        });
    }

    @AfterEach
    void theNeighbourGoesOn() {
        LiveService neighbour = services.get("neighbour");
        assertThat(neighbour.condition("Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.getStatus()).isEqualTo("True"));
        assertThat(neighbour.events()).noneMatch(event -> event.getType().equals("Warning"));
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private void followsItsPods(LiveService service) {
        List<String> before =
                service.pods().stream().map(pod -> pod.getStatus().getPodIP()).toList();
        service.roll();
        service.awaitPods(2, 80);
        assertThat(service.targets(Protocol.TCP, 80))
                .extracting(State.Target::ip)
                .doesNotContainAnyElementsOf(before);
        assertThat(service.listeners())
                .isEqualTo(listeners.get(service.metadata().getName()));
    }

    @Test
    void anAnnotationThatIsNoBoolean() {
        LiveService service = services.get("annotation");
        service.annotate(DIRECT_ACCESS, "yes");
        service.awaitEvent(
                "SyncFailed", namespace + "/annotation", DIRECT_ACCESS, "\"yes\"", "boolean", "Write one of them");
        followsItsPods(service);
    }

    @Test
    void twoPortsWithOneProtocolAndTargetPort() {
        LiveService service = services.get("twins");
        service.ports(tcp(80, 8080), tcp(81, 8080));
        service.awaitEvent("Conflict", namespace + "/twins", "TCP:81", "TCP:80", "E4036", "targetPort");
        followsItsPods(service);
    }

    @Test
    void aSliceThatSomebodyMadeByHand() {
        LiveService service = services.get("slice");
        rig.cluster().apply(namespace, """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: by-hand, labels: {kubernetes.io/service-name: slice}}
                addressType: IPv4
                ports: [{name: tcp-80, port: 8080, protocol: TCP}]
                endpoints: [{addresses: ["10.66.6.6"]}]
                """);
        service.awaitEvent("Rejected", namespace + "/slice", "EndpointSlice by-hand", "did not make", "Delete it");
        followsItsPods(service);
    }

    /** Kubernetes leaves the slices as they are, so that there is nobody to follow: the targets stay. */
    @Test
    void aSelectorThatIsTakenAway() {
        LiveService service = services.get("selector");
        var before = service.targets(Protocol.TCP, 80);
        service.edit(edited -> edited.editSpec().withSelector(null).endSpec());
        service.awaitEvent("Rejected", namespace + "/selector", "spec.selector", "no pods", "Give it a selector");
        service.awaitQuiet();
        assertThat(service.listeners()).isEqualTo(listeners.get("selector"));
        assertThat(service.targets(Protocol.TCP, 80)).isEqualTo(before);

        service.edit(edited ->
                edited.editSpec().withSelector(Map.of("app", "selector")).endSpec());
        followsItsPods(service);
    }

    @Test
    void aPodOutsideTheRanges() {
        LiveService service = services.get("outside");
        Pod pod = service.pods().get(0);
        rig.client()
                .pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status": {"podIP": "%s", "podIPs": [{"ip": "%s"}]}}""".formatted(OUTSIDE, OUTSIDE));
        service.awaitEvent("Rejected", namespace + "/outside", OUTSIDE, "10.0.0.0/8", "--target-ranges");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.targets(Protocol.TCP, 80))
                        .extracting(State.Target::ip)
                        .hasSize(1)
                        .doesNotContain(OUTSIDE));
        followsItsPods(service);
    }

    /** A rollout on an overlay network: one event, whatever the pods are called. */
    @Test
    void podsOutsideTheRangesThatComeAndGo() {
        LiveService service = services.get("overlay");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 2; i++) {
                String ip = "192.0.2." + (10 * round + i + 1);
                rig.client()
                        .pods()
                        .inNamespace(namespace)
                        .withName(service.pods().get(i).getMetadata().getName())
                        .subresource("status")
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"status\": {\"podIP\": \"%s\", \"podIPs\": [{\"ip\": \"%s\"}]}}".formatted(ip, ip));
            }
            await().atMost(PATIENCE)
                    .until(() -> service.targets(Protocol.TCP, 80).isEmpty());
            followsItsPods(service);
        }

        assertThat(service.events())
                .filteredOn(event -> event.getReason().equals("Rejected"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getNote()).contains("--target-ranges", "192.0.2.");
                    assertThat(event.getSeries()).isNull();
                });
    }

    @Test
    void aSessionThatIsTooLong() {
        LiveService service = services.get("session");
        service.edit(edited -> edited.editSpec()
                .withSessionAffinity("ClientIP")
                .withNewSessionAffinityConfig()
                .withNewClientIP(7200)
                .endSessionAffinityConfig()
                .endSpec());
        service.awaitEvent("Clamped", namespace + "/session", "timeoutSeconds", "\"7200\"", "30–3600", "3600 is used");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.listener(Protocol.TCP, 80)
                                .settings()
                                .path("SessionExpireTime")
                                .asInt())
                        .isEqualTo(3600));
        followsItsPods(service);
    }

    /** The port that is programmed becomes one that can't be: it stays what it was. */
    @Test
    void aPortOfSctp() {
        LiveService service = services.get("sctp");
        service.ports(port("SCTP", 80, 8080).edit().withName("tcp-80").build());
        service.awaitEvent(
                "Unsupported",
                namespace + "/sctp",
                "ports[port=80].protocol",
                "\"SCTP\"",
                "TCP or UDP",
                "Use one of them");
        followsItsPods(service);
    }

    @Test
    void aWeightOutOfRange() {
        LiveService service = services.get("weight");
        String pod = service.pods().get(0).getMetadata().getName();
        rig.client()
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .edit(edited -> edited.edit()
                        .editMetadata()
                        .addToAnnotations("service.cloud.tencent.com/custom-weight", "101")
                        .endMetadata()
                        .build());
        service.awaitEvent(
                "SyncFailed", namespace + "/weight", "pod " + pod, "custom-weight", "\"101\"", "0 to 100", "Write one");
        assertThat(service.targets(Protocol.TCP, 80))
                .extracting(State.Target::weight)
                .containsOnly(10);
        followsItsPods(service);
    }
}
