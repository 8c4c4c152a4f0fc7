package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every pod behind an Ingress is replaced under load: not one request fails. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IngressRolloutTest {
    private static final String HOST = "rollout.test";
    private static final String PATH = "/shop/cart";
    private static final int PODS = 4;
    private static final int SERVING_SECONDS = 6;
    private static final int ENOUGH = 100;

    private Rig rig;
    private Shop shop;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster, Rig.Setup.SERVING);
        shop = Shop.open(rig, "rollout");
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    void noRequestFails() {
        rollUnderLoad("plain", () -> {});
    }

    @Test
    void noRequestFailsWhileTheControllerIsStartedAgain() {
        rollUnderLoad("restart", rig::restartController);
    }

    /** @param meanwhile done when the first of the new pods is there */
    private void rollUnderLoad(String name, Runnable meanwhile) {
        LivePods pods = deploy(name);
        shop.service(name);
        LiveIngress ingress =
                LiveIngress.create(rig, shop.ingress(name, Shop.rule(HOST, Shop.path("Prefix", "/shop", name))));
        ingress.awaitReady().awaitTargets(HOST, "/shop/", pods);
        InetSocketAddress server = ingress.server();
        List<String> before = pods.names();

        try (Load load = Load.start(() -> Web.get(server, HOST, PATH))) {
            pods.startToRoll();
            await().atMost(LiveSource.PATIENCE).until(() -> !before.containsAll(pods.names()));
            meanwhile.run();
            rig.cluster().awaitReady(shop.namespace(), name);
            // the last old pod goes on serving for a while, and its end is the moment that matters
            await().atMost(LiveSource.PATIENCE).until(() -> pods.present() == PODS);
            ingress.awaitTargets(HOST, "/shop/", pods);
            load.close();
            System.out.println(PODS + " pods behind an Ingress were replaced under load (" + name + "): " + load.sent()
                    + " requests, " + load.failed() + " failed");
            assertThat(load.failures()).isEmpty();
            assertThat(load.sent()).isGreaterThan(ENOUGH);
        }
        assertThat(pods.names()).doesNotContainAnyElementsOf(before);
        ingress.awaitAnswer(HOST, PATH, pods);
    }

    /** Its pods go on serving for as long as it takes a controller to come back. */
    private LivePods deploy(String name) {
        rig.cluster().apply(shop.namespace(), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s}
                spec:
                  replicas: %2$d
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      containers:
                        - name: echo
                          image: echo
                          ports: [{containerPort: 8080}]
                          lifecycle: {preStop: {sleep: {seconds: %3$d}}}
                """.formatted(name, PODS, SERVING_SECONDS));
        rig.cluster().awaitReady(shop.namespace(), name);
        return shop.pods(name);
    }
}
