package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static io.enidirect.operator.endtoend.Manifests.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.Settings;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each change costs, by the cloud's own call log. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CallCountsTest {
    private static final List<String> THREE_WRITES =
            List.of("CreateLoadBalancer", "CreateListener", "BatchRegisterTargets");
    /** As many targets as the cloud's default quota allows behind a listener, and as many as go in one call. */
    private static final int MANY = 200;

    private Rig rig;
    private String namespace;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        namespace = cluster.createNamespace("counts");
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    void aNewServiceCostsThreeWritesAndItsPodsOneToThreeMore() {
        LiveService web = LiveService.createOverReadyPods(rig, namespace, "web", 3, tcp(80, 8080))
                .awaitReady();
        web.awaitPods(3, 80);
        assertThat(web.writes()).isEqualTo(THREE_WRITES);

        rig.cloud().clearCalls();
        web.scale(4);
        web.awaitPods(4, 80);
        assertThat(web.calls()).containsExactly("BatchRegisterTargets", "DescribeTargets");

        rig.cloud().clearCalls();
        web.scale(3);
        web.awaitPods(3, 80);
        assertThat(web.writes()).containsExactly("BatchModifyTargetWeight", "BatchDeregisterTargets");
        assertReadsOnlyToConfirm(web.calls());

        rig.cloud().clearCalls();
        String victim = web.pods().get(0).getMetadata().getName();
        rig.client().pods().inNamespace(namespace).withName(victim).delete();
        await().until(() ->
                web.pods().stream().noneMatch(pod -> pod.getMetadata().getName().equals(victim)));
        web.awaitPods(3, 80);
        assertThat(web.writes())
                .containsExactlyInAnyOrder("BatchRegisterTargets", "BatchModifyTargetWeight", "BatchDeregisterTargets");
        assertReadsOnlyToConfirm(web.calls());
    }

    /** No read comes before a write or after another read. */
    private static void assertReadsOnlyToConfirm(List<String> calls) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).startsWith("Describe")) {
                assertThat(calls.get(i)).isEqualTo("DescribeTargets");
                assertThat(i).as("a read in %s", calls).isPositive();
                assertThat(calls.get(i - 1)).as("before a read in %s", calls).startsWith("Batch");
            }
        }
    }

    @Test
    void aNewServiceCostsThreeWritesHoweverManyPodsItHas() {
        rig.client().resource(Manifests.deployment(namespace, "many", MANY)).create();
        awaitAvailable(MANY);
        costsThreeWrites("many-200", MANY);
    }

    private void quota(String id, int limit) {
        rig.cloud().settings(settings -> {
            Map<String, Integer> quotas = new HashMap<>(settings.quotas());
            quotas.put(id, limit);
            return settings.withQuotas(quotas);
        });
    }

    private void costsThreeWrites(String name, int pods) {
        LiveService many = LiveService.create(
                rig,
                new ServiceBuilder(Manifests.service(namespace, name, tcp(80, 8080)))
                        .editSpec()
                        .withSelector(Map.of("app", "many"))
                        .endSpec()
                        .build());
        many.awaitReady();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(many.targets(Protocol.TCP, 80)).hasSize(pods));
        assertThat(many.writes()).isEqualTo(THREE_WRITES);
        many.delete();
    }

    private void awaitAvailable(int pods) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(rig.client()
                                .apps()
                                .deployments()
                                .inNamespace(namespace)
                                .withName("many")
                                .get()
                                .getStatus()
                                .getAvailableReplicas())
                        .isEqualTo(pods));
    }

    @Test
    void aServiceHasAsManyListenersAsTheAccountMayHave() {
        ServicePort[] ports =
                IntStream.range(0, 52).mapToObj(i -> tcp(8000 + i, 8080 + i)).toArray(ServicePort[]::new);
        LiveService wide = LiveService.createOverReadyPods(rig, namespace, "wide", 1, ports);
        wide.awaitEvent("Rejected", "spec.ports[port=8050]", "a load balancer has 50 listeners");
        awaitListeners(wide, 50);

        quota(Settings.LISTENER_QUOTA, 52);
        rig.cloud().clearCalls();
        rig.restartController();
        awaitListeners(wide, 52);
        wide.awaitReady();
        assertThat(wide.writes()).containsExactly("CreateListener", "BatchRegisterTargets");
    }

    private static void awaitListeners(LiveService service, int count) {
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(service.listeners()).hasSize(count));
        service.awaitQuiet();
    }

    @Test
    void equalPortsCostOneCreationAndTcpBesideUdpTwo() {
        LiveService three = LiveService.createOverReadyPods(
                rig, namespace, "three", 2, tcp(80, 8080), tcp(81, 8081), tcp(82, 8082));
        LiveService both = LiveService.createOverReadyPods(rig, namespace, "both", 2, tcp(53, 8080), udp(53, 8080));
        three.awaitReady().awaitPods(2, 80, 81, 82);
        both.awaitReady().awaitPods(2, 53);

        assertThat(three.writes()).isEqualTo(THREE_WRITES);
        assertThat(three.listeners()).containsOnlyKeys("TCP:80", "TCP:81", "TCP:82");
        assertThat(both.writes())
                .containsExactly("CreateLoadBalancer", "CreateListener", "CreateListener", "BatchRegisterTargets");
        assertThat(both.targets(Protocol.UDP, 53)).hasSize(2);
    }

    @Test
    void whatChangesNothingCostsNothingAndARestartReadsOnce() {
        LiveService web = LiveService.createOverReadyPods(rig, namespace, "same", 2, tcp(80, 8080))
                .awaitReady();
        web.awaitPods(2, 80);

        rig.cloud().clearCalls();
        web.annotate("example.com/touched", "yes");
        web.edit(service -> service.editMetadata().addToLabels("touched", "yes").endMetadata());
        web.object().edit(object -> {
            object.getMetadata().setLabels(Map.of("touched", "yes"));
            return object;
        });
        web.awaitQuiet();
        assertThat(web.calls()).isEmpty();

        rig.restartController();
        await().atMost(Duration.ofSeconds(30)).until(() -> web.calls().contains("DescribeTargets"));
        web.awaitQuiet();
        assertThat(web.calls())
                .containsExactlyInAnyOrder("DescribeLoadBalancers", "DescribeListeners", "DescribeTargets");
        assertThat(rig.writes()).isEmpty();
        assertThat(rig.cloud().calls("DescribeQuota")).as("of the region").hasSize(1);

        String id = web.loadBalancerId();
        web.delete();
        web.awaitGone(id);
        assertThat(web.writes(id)).containsExactly("DeleteLoadBalancer");
    }
}
