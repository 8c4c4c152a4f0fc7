package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** EndpointSlices follow their Service after a while, and until then nothing is lost by it. */
@ExtendWith(SharedCluster.class)
final class LateSlicesTest {
    /** What a busy kube-controller-manager needs. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private Cluster cluster;
    private Rig rig;
    private String namespace;

    @BeforeEach
    void start(Cluster shared) {
        cluster = shared;
        rig = Rig.start(shared, Rig.Setup.SERVING);
        namespace = shared.createNamespace("late");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void noRequestFailsWhenTheSelectorChanges() {
        cluster.deploy(namespace, "green", 2);
        LiveService blue = LiveService.createOverReadyPods(rig, namespace, "blue", 2, Manifests.tcp(80, 8080));
        blue.awaitReady().awaitPods(2, 80);
        LivePods green = new LivePods(cluster, namespace, "green");
        InetSocketAddress server = server(blue, 80);

        try (Load load = Load.start(() -> Web.get(server, "blue.test", "/"))) {
            try (Cluster.Pause unused = cluster.pauseControllers()) {
                select(blue, "green");
                await().during(LATE).atMost(LATE.plusSeconds(5)).until(() -> targets(blue, 80) == 2);
            }
            awaitPods(blue, green);
            // and once more without a delay
            select(blue, "blue");
            awaitPods(blue, new LivePods(cluster, namespace, "blue"));
            load.close();
            System.out.println("A selector was changed twice under load: " + load.sent() + " requests, " + load.failed()
                    + " failed");
            assertThat(load.failures()).isEmpty();
            assertThat(load.sent()).isGreaterThan(100);
        }
    }

    @Test
    void aSelectorThatMeansNothingLeavesNothingOnceTheSlicesSaySo() {
        LiveService web = LiveService.createOverReadyPods(rig, namespace, "web", 2, Manifests.tcp(80, 8080));
        web.awaitReady().awaitPods(2, 80);

        select(web, "nobody");

        await().atMost(LiveSource.PATIENCE).until(() -> targets(web, 80) == 0);
    }

    @Test
    void swappedPortNamesChangeNothing() {
        cluster.apply(namespace, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: c, image: echo, ports: [{containerPort: 8080}, {containerPort: 8081}]}]}
                """);
        cluster.awaitReady(namespace, "web");
        LiveService web = LiveService.create(
                rig, Manifests.service(namespace, "web", named("a", 80, 8080), named("b", 81, 8081)));
        web.awaitReady().awaitPods(1, 80, 81);
        rig.cloud().clearCalls();

        try (Cluster.Pause unused = cluster.pauseControllers()) {
            web.ports(named("b", 80, 8080), named("a", 81, 8081));
            await().during(LATE)
                    .atMost(LATE.plusSeconds(5))
                    .until(() -> standsAt(web, 80, 8080) && standsAt(web, 81, 8081));
        }
        web.awaitQuiet();

        assertThat(web.writes()).isEmpty();
        assertThat(standsAt(web, 80, 8080) && standsAt(web, 81, 8081)).isTrue();
    }

    private static ServicePort named(String name, int port, int targetPort) {
        return new ServicePortBuilder()
                .withName(name)
                .withPort(port)
                .withTargetPort(new IntOrString(targetPort))
                .build();
    }

    private static boolean standsAt(LiveService service, int port, int targetPort) {
        return service.targets(Protocol.TCP, port).stream().allMatch(target -> target.port() == targetPort)
                && targets(service, port) == 1;
    }

    private static void select(LiveService service, String app) {
        service.edit(spec -> spec.editSpec().withSelector(Map.of("app", app)).endSpec());
    }

    private static int targets(LiveService service, int port) {
        return service.targets(Protocol.TCP, port).size();
    }

    private static void awaitPods(LiveService service, LivePods pods) {
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(service.targets(Protocol.TCP, 80))
                        .extracting(State.Target::ip)
                        .containsExactlyInAnyOrderElementsOf(pods.ips()));
    }

    private InetSocketAddress server(LiveService service, int port) {
        String address = service.addresses().get(0);
        InetSocketAddress server = rig.cloud().addresses().get("TCP " + address + ":" + port);
        assertThat(server).as("where %s:%s is listened on", address, port).isNotNull();
        return server;
    }
}
