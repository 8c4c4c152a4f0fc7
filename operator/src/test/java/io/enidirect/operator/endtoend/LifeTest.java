package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Fault;
import io.enidirect.simulator.cloud.Drift;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What users and administrators do by hand to the objects, and in the cloud's console. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LifeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String NO_FINALIZERS = "{\"metadata\": {\"finalizers\": null}}";

    private Rig rig;
    private String namespace;
    private LiveService recreated;
    private LiveService claimed;
    private LiveService forced;
    private LiveService gone;
    private LiveService untagged;
    private LiveService cleared;

    /** All at once: they are ready at about the same time. */
    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster, Rig.Setup.PLAIN.withOptions("--drift-interval", "3s"));
        namespace = cluster.createNamespace("life");
        recreated = LiveService.create(rig, namespace, "recreated", 2, tcp(80, 8080));
        claimed = LiveService.create(rig, namespace, "claimed", 2, tcp(80, 8080));
        forced = LiveService.create(rig, namespace, "forced", 2, tcp(80, 8080));
        gone = LiveService.create(rig, namespace, "gone", 2, tcp(80, 8080));
        untagged = LiveService.create(rig, namespace, "untagged", 2, tcp(80, 8080));
        cleared = LiveService.create(rig, namespace, "cleared", 2, tcp(80, 8080));
        List.of(recreated, claimed, forced, gone, untagged, cleared)
                .forEach(service -> service.awaitReady().awaitTargets(2, 80));
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    void aServiceOfTheSameNameWaitsForTheEndOfTheOneBefore() {
        String before = recreated.loadBalancerId();
        rig.cloud()
                .fault(Fault.nth(Fault.Kind.LOCKED, "DeleteLoadBalancer", before, 1)
                        .times(4));
        recreated.delete();
        recreated.resource().patch(PatchContext.of(PatchType.JSON_MERGE), NO_FINALIZERS);
        await().atMost(PATIENCE).until(() -> recreated.get() == null);

        LiveService next = LiveService.create(rig, Manifests.service(namespace, "recreated", tcp(80, 8080)));
        next.awaitEvent("Conflict", namespace + ".recreated", "another object", "Wait until it is gone");
        next.awaitReady().awaitTargets(2, 80);
        assertThat(next.loadBalancerId()).isNotEqualTo(before);
        assertThat(rig.cloud().state().loadBalancer(before)).isEmpty();
    }

    @Test
    void aLoadBalancerThatIsDeletedByAnAdministratorServesOnWhileItsServiceLives() {
        String id = claimed.loadBalancerId();
        claimed.object().delete();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(claimed.object().get().recorded().conditions())
                                .filteredOn(condition -> condition.getType().equals("DeletionBlocked"))
                                .singleElement()
                                .satisfies(condition ->
                                        assertThat(condition.getMessage()).contains(namespace + "/claimed")));
        claimed.scale(3);
        claimed.awaitTargets(3, 80);
        assertThat(claimed.writes(id)).doesNotContain("DeleteLoadBalancer", "DeleteLoadBalancerListeners");
        assertThat(claimed.addresses()).isNotEmpty();

        claimed.delete();
        claimed.awaitGone(id);
    }

    @Test
    void aServiceWhoseFinalizerWasTakenAwayByForceLeavesNothingBehind() {
        String id = forced.loadBalancerId();
        forced.delete();
        forced.resource().patch(PatchContext.of(PatchType.JSON_MERGE), NO_FINALIZERS);
        forced.awaitGone(id);
    }

    @Test
    void aLoadBalancerThatWasDeletedInTheConsoleIsMadeAnewAfterTwoReads() {
        String before = gone.loadBalancerId();
        rig.cloud().drift(Drift.of(Drift.Change.DELETE_LOAD_BALANCER, before));
        Instant deleted = Instant.now();
        await().atMost(PATIENCE).until(() -> !before.equals(gone.loadBalancerId()));
        gone.awaitTargets(2, 80);
        String vip = gone.inCloud().vip();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gone.addresses()).containsExactly(vip));
        gone.awaitReady();
        assertThat(gone.writes()).containsExactly("CreateLoadBalancer", "CreateListener", "BatchRegisterTargets");
    }

    @Test
    void aLoadBalancerWithoutItsTagsIsNotWrittenToUntilItHasThemBack() {
        String id = untagged.loadBalancerId();
        String owner = untagged.inCloud().tags().get("eni-direct-owner");
        rig.cloud().drift(Drift.removeTag(id, "eni-direct-owner"));
        untagged.awaitEvent("Conflict", id, "lost the tags", "eni-direct-owner", "back");
        List<String> addresses = untagged.addresses();
        var targets = untagged.targets(Protocol.TCP, 80);
        untagged.scale(3);
        await().atMost(PATIENCE).until(() -> untagged.pods().size() == 3);
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(untagged.targets(Protocol.TCP, 80)).isEqualTo(targets);
            assertThat(untagged.addresses()).isEqualTo(addresses).isNotEmpty();
        });
        assertThat(rig.cloud().state().loadBalancers())
                .extracting(State.LoadBalancer::tags)
                .noneMatch(tags -> owner.equals(tags.get("eni-direct-owner")));

        rig.cloud().drift(Drift.setTag(id, "eni-direct-owner", owner));
        untagged.awaitTargets(3, 80);
        untagged.awaitReady();
        assertThat(untagged.loadBalancerId()).isEqualTo(id);
    }

    @Test
    void aStatusThatAUserClearedIsRestored() {
        List<String> addresses = cleared.addresses();
        List<String> writes = cleared.writes();
        cleared.resource().subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
                {"status": {"loadBalancer": {"ingress": null}, "conditions": null}}""");
        cleared.awaitReady();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cleared.addresses()).isEqualTo(addresses));
        assertThat(cleared.writes()).isEqualTo(writes);
    }
}
