package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.Controller;
import io.enidirect.operator.Leases;
import io.enidirect.operator.SharedCluster;
import io.enidirect.operator.fencing.LeaseSettings;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The controller goes and comes, or another turns up: what is in use stays. */
@ExtendWith(SharedCluster.class)
final class HandoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> WEIGHT_AND_TARGETS =
            List.of("BatchRegisterTargets", "BatchModifyTargetWeight", "BatchDeregisterTargets");

    @Test
    void podsThatRolledWhileItWasAwayAreFollowedAndNothingElseIsTouched(Cluster cluster) {
        try (Rig rig = Rig.start(cluster)) {
            LiveService web = LiveService.create(rig, cluster.createNamespace("away"), "web", 3, tcp(80, 8080));
            web.awaitReady().awaitPods(3, 80);
            var listeners = web.listeners();
            var addresses = web.addresses();

            rig.stopController();
            rig.cloud().clearCalls();
            web.roll();
            assertThat(rig.cloud().calls()).isEmpty();
            rig.startController();

            web.awaitPods(3, 80);
            assertThat(web.writes()).isSubsetOf(WEIGHT_AND_TARGETS).contains("BatchRegisterTargets");
            assertThat(web.calls().indexOf("BatchRegisterTargets"))
                    .as("make before break in %s", web.calls())
                    .isLessThan(web.calls().indexOf("BatchDeregisterTargets"));
            assertThat(web.listeners()).isEqualTo(listeners);
            assertThat(web.addresses()).isEqualTo(addresses);

            String id = web.loadBalancerId();
            web.delete();
            web.awaitGone(id);
            assertThat(rig.cloud().state().loadBalancers()).isEmpty();
        }
    }

    @Test
    void itsClaimsAreHeldWhileTkesOwnControllerIsThere(Cluster cluster) {
        try (Rig rig = Rig.start(cluster)) {
            String namespace = cluster.createNamespace("beside");
            LiveService web = LiveService.create(rig, namespace, "web", 2, tcp(80, 8080));
            web.awaitReady().awaitPods(2, 80);
            String id = web.loadBalancerId();
            var listeners = web.listeners();
            Resource<ConfigMap> tke = tkesConfigMap(rig);
            rig.cloud().clearCalls();
            tke.create();
            try {
                web.awaitEvent("Held", namespace + "/web", "TKE", "--claim-beside-tke");
                web.roll();
                web.awaitPods(2, 80);
                rig.restartController();
                web.scale(3);
                web.awaitPods(3, 80);
                LiveService late = LiveService.create(rig, namespace, "late", 1, tcp(80, 8080));
                late.awaitEvent("NotClaimed", namespace + "/late", "TKE", "--claim-beside-tke");
                assertThat(late.metadata().getFinalizers()).isEmpty();
                assertThat(late.object().get()).isNull();

                tke.delete();
                late.awaitReady();
            } finally {
                tke.delete();
            }
            web.awaitReady();
            web.awaitQuiet();
            assertThat(web.writes()).isSubsetOf(WEIGHT_AND_TARGETS);
            assertThat(web.loadBalancerId()).isEqualTo(id);
            assertThat(web.listeners()).isEqualTo(listeners);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    web.object().get().recorded().sources())
                            .singleElement()
                            .satisfies(source -> assertThat(source.problems()).isEmpty()));

            web.delete();
            web.awaitGone(id);
        }
    }

    private static Resource<ConfigMap> tkesConfigMap(Rig rig) {
        return rig.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("kube-system")
                        .withName("tke-service-controller-config")
                        .endMetadata()
                        .build());
    }

    @Test
    void whoLostItsLeaseWritesNothingAndTheNextLeaderGoesOn(Cluster cluster) {
        String namespace = cluster.createNamespace("lease");
        try (Rig rig = Rig.start(cluster, Rig.Setup.PLAIN.withLease(new LeaseSettings(namespace, "first")))) {
            LiveService web = LiveService.create(rig, namespace, "web", 2, tcp(80, 8080));
            web.awaitReady().awaitPods(2, 80);
            var listeners = web.listeners();
            assertThat(rig.cloud().calls("DescribeQuota")).as("by who leads").hasSize(1);

            rig.cloud().clearCalls();
            Leases.take(rig.client(), namespace, "second");
            web.scale(4);
            await().atMost(PATIENCE).until(() -> web.pods().size() == 4);
            await().during(Duration.ofSeconds(5))
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(rig.writes()).isEmpty());

            try (Controller unused = rig.newController(Optional.of(new LeaseSettings(namespace, "second")))) {
                web.awaitPods(4, 80);
                assertThat(rig.cloud().calls("DescribeQuota"))
                        .as("by who leads now")
                        .hasSize(1);
                assertThat(web.writes()).containsExactly("BatchRegisterTargets");
                assertThat(web.listeners()).isEqualTo(listeners);
                String id = web.loadBalancerId();
                web.delete();
                web.awaitGone(id);
            }
        }
    }
}
