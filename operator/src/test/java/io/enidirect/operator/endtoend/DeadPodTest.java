package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pod that is gone is no target, whatever a slice still says: its address may be another namespace's pod's by now. */
@ExtendWith(SharedCluster.class)
final class DeadPodTest {
    /** The slices stand still until the test lets them go: a machine that does other things as well has time. */
    private static final Duration SECONDS = Duration.ofSeconds(30);

    private static final String EXTERNAL_NAME = """
            {"type": "ExternalName", "externalName": "elsewhere.test", "clusterIP": null, "clusterIPs": null}""";
    private static final String HEADLESS = """
            {"type": "ClusterIP", "externalName": null, "clusterIP": "None", "clusterIPs": ["None"]}""";
    private static final String CLUSTER_IP = """
            {"type": "ClusterIP", "externalName": null}""";

    private Cluster cluster;
    private Rig rig;
    private String namespace;

    @BeforeEach
    void start(Cluster shared) {
        cluster = shared;
        rig = Rig.start(shared);
        namespace = shared.createNamespace("dead");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void goesAlthoughItsSliceStandsStill() {
        LiveService web = web(2);
        List<Pod> pods = web.pods();
        try (Cluster.Pause unused = cluster.pauseControllers()) {
            kill(pods.get(0));

            awaitTargets(web, Set.of(ip(pods.get(1))));
        }
    }

    @Test
    void goesOverARestartAlthoughItsSliceStandsStill() {
        LiveService web = web(2);
        List<Pod> pods = web.pods();
        try (Cluster.Pause unused = cluster.pauseControllers()) {
            rig.stopController();
            kill(pods.get(0));
            rig.startController();

            awaitTargets(web, Set.of(ip(pods.get(1))));
        }
    }

    @Test
    void goesWhereTheSelectorWasTakenAway() {
        LiveService web = web(2);
        List<Pod> pods = web.pods();
        web.edit(service -> service.editSpec().withSelector(null).endSpec());
        try (Cluster.Pause unused = cluster.pauseControllers()) {
            kill(pods.get(0));
            awaitTargets(web, Set.of(ip(pods.get(1))));
            rig.stopController();
            kill(pods.get(1));
            rig.startController();

            awaitTargets(web, Set.of());
        }
    }

    @Test
    void goesAlthoughASliceMadeByHandNamesAnInventedPodAtItsAddress() {
        LiveService web = web(2);
        List<Pod> pods = web.pods();
        web.edit(service -> service.editSpec().withSelector(null).endSpec());
        for (int i = 0; i < 30; i++) {
            invent(ip(pods.get(0)), "invented-" + i);
        }
        try (Cluster.Pause unused = cluster.pauseControllers()) {
            kill(pods.get(0));

            await().atMost(SECONDS).untilAsserted(() -> assertThat(ips(web)).containsExactly(ip(pods.get(1))));
        }
    }

    private void invent(String ip, String pod) {
        cluster.apply(namespace, """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata:
                  name: %2$s
                  labels:
                    kubernetes.io/service-name: web
                    endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io
                addressType: IPv4
                ports: [{name: tcp-80, port: 8080}]
                endpoints:
                  - addresses: ["%1$s"]
                    targetRef: {kind: Pod, namespace: %3$s, name: %2$s, uid: 00000000-%2$s}
                """.formatted(ip, pod, namespace));
    }

    @Test
    void goesFromARuleWhoseServiceBecameAnExternalNameAndNoLivingOneDoes() {
        Shop shop = Shop.open(rig, "external");
        LivePods pods = shop.backend("app", 2);
        LiveIngress ingress = LiveIngress.create(
                rig, shop.ingress("i", Shop.rule("h.test", Shop.path("ImplementationSpecific", "/", "app"))));
        ingress.awaitReady().awaitTargets("h.test", "/", pods);
        ingress.awaitQuiet();
        rig.cloud().clearCalls();

        become(shop, EXTERNAL_NAME);
        ingress.awaitEvent("Unsupported", "ExternalName");
        become(shop, HEADLESS);
        ingress.awaitQuiet();
        become(shop, EXTERNAL_NAME);
        ingress.awaitQuiet();
        become(shop, CLUSTER_IP);
        ingress.awaitQuiet();
        assertThat(ingress.writes()).isEmpty();
        assertThat(ingress.rule("h.test", "/").targets()).hasSize(2);

        become(shop, EXTERNAL_NAME);
        pods.scale(0);

        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(
                        () -> assertThat(ingress.rule("h.test", "/").targets()).isEmpty());
    }

    private void become(Shop shop, String spec) {
        cluster.client()
                .services()
                .inNamespace(shop.namespace())
                .withName("app")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
    }

    @Test
    void anAddressThatAnotherNamespaceWroteIntoAPodsStatusStaysWithWhoHasIt() {
        LiveService web = web(1);
        Pod mine = web.pods().get(0);
        String other = cluster.createNamespace("forger");
        LiveService forger = LiveService.createOverReadyPods(rig, other, "web", 1, tcp(80, 8080));
        forger.awaitReady();
        Pod forged = forger.pods().get(0);

        cluster.client()
                .pods()
                .inNamespace(other)
                .withName(forged.getMetadata().getName())
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"podIP\":\"%1$s\",\"podIPs\":[{\"ip\":\"%1$s\"}]}}".formatted(ip(mine)));

        forger.awaitEvent("Rejected", "in use elsewhere");
        await().atMost(SECONDS).untilAsserted(() -> assertThat(ips(forger)).isEmpty());
        assertThat(ips(web)).containsExactly(ip(mine));
        assertThat(forger.events())
                .extracting(Event::getNote)
                .noneMatch(note -> note.contains(namespace)
                        || note.contains(mine.getMetadata().getName()));
    }

    /** Ready, over this many pods. */
    private LiveService web(int pods) {
        LiveService web = LiveService.createOverReadyPods(rig, namespace, "web", pods, tcp(80, 8080));
        web.awaitReady().awaitPods(pods, 80);
        return web;
    }

    private void kill(Pod pod) {
        cluster.client().resource(pod).withGracePeriod(0).delete();
        await().atMost(SECONDS).until(() -> cluster.client().resource(pod).get() == null);
    }

    private static String ip(Pod pod) {
        return pod.getStatus().getPodIP();
    }

    private static Set<String> ips(LiveService service) {
        return service.targets(Protocol.TCP, 80).stream().map(State.Target::ip).collect(Collectors.toSet());
    }

    private static void awaitTargets(LiveService service, Set<String> ips) {
        await().atMost(SECONDS).untilAsserted(() -> assertThat(ips(service)).isEqualTo(ips));
    }
}
