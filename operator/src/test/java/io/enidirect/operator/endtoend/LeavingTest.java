package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Fault;
import io.enidirect.simulator.cloud.Drift;
import io.enidirect.simulator.cloud.Protocol;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
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

/** What users are told while something of theirs goes, and of what it leaves in the account. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LeavingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Rig rig;
    private String namespace;
    private LiveService limited;
    private LiveService retyped;
    private LiveService retained;
    private LiveService shared;
    private LiveService untagged;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(
                cluster,
                Rig.Setup.PLAIN
                        .withOptions("--drift-interval", "3s")
                        .withCloud(settings -> settings.withDeletionsIn5Minutes(0)));
        namespace = cluster.createNamespace("leaving");
        limited = LiveService.create(rig, namespace, "limited", 1, tcp(80, 8080));
        retyped = LiveService.create(rig, namespace, "retyped", 1, tcp(80, 8080));
        retained = LiveService.create(rig, namespace, "retained", 1, tcp(80, 8080));
        shared = LiveService.create(rig, namespace, "shared", 1, tcp(80, 8080));
        untagged = LiveService.create(rig, namespace, "untagged", 1, tcp(80, 8080));
        List.of(limited, retyped, retained, shared, untagged)
                .forEach(service -> service.awaitReady().awaitTargets(1, 80));
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    /** That of the source and that of its CloudLoadBalancer. */
    private static void awaitBlocked(LiveService service, String reason, String... texts) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (List<Condition> conditions : List.of(
                    service.conditions(), service.object().get().recorded().conditions())) {
                assertThat(conditions)
                        .filteredOn(condition -> condition.getType().equals("DeletionBlocked"))
                        .singleElement()
                        .satisfies(condition -> {
                            assertThat(condition.getStatus()).isEqualTo("True");
                            assertThat(condition.getReason()).isEqualTo(reason);
                            assertThat(condition.getMessage()).contains(texts);
                        });
            }
        });
    }

    @Test
    void aDeletionThatWaitsForTheCloudsLimitSaysSoAndWhenItGoesOn() {
        String id = limited.loadBalancerId();
        Instant before = Instant.now();
        limited.delete();

        awaitBlocked(limited, "DeletionLimit", "30 in 5 minutes", id + " goes on at ");
        String message = limited.conditions().stream()
                .filter(condition -> condition.getType().equals("DeletionBlocked"))
                .map(Condition::getMessage)
                .findFirst()
                .orElseThrow();
        assertThat(Instant.parse(message.substring(message.lastIndexOf(' ') + 1)))
                .as("all of the region wait for the same time, which is told in whole seconds")
                .isBetween(before, Instant.now().plus(Duration.ofMinutes(5)).plusSeconds(1));
        limited.awaitEvent("Throttled", id, "30 in 5 minutes", "goes on by itself");
    }

    /** Kubernetes allows no address there any more, and conditions all the same. */
    @Test
    void soDoesOneOfAServiceThatIsNoLoadBalancerAnyMore() {
        retyped.resource().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"type\": \"ClusterIP\"}}");

        awaitBlocked(retyped, "DeletionLimit", "goes on at ");
        assertThat(retyped.addresses()).isEmpty();
    }

    @Test
    void aDeletionThatWaitsForItsCreationSaysSo() {
        rig.cloud().fault(Fault.nth(Fault.Kind.TASK_STUCK, "CreateLoadBalancer", "*", 1));
        LiveService created = LiveService.create(rig, namespace, "created", 1, tcp(80, 8080));
        await().atMost(PATIENCE)
                .until(() -> created.object().get() != null
                        && created.object().get().recorded().creation() != null);
        created.delete();

        awaitBlocked(created, "BeingCreated", "it is deleted as soon as it is there");
    }

    private void awaitReleased(LiveService service, String... texts) {
        String object = "service." + namespace + "." + service.name;
        await().atMost(PATIENCE).until(() -> service.get() == null);
        service.awaitEvent("Released", texts);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rig.client()
                                .events()
                                .v1()
                                .events()
                                .inNamespace("default")
                                .list()
                                .getItems())
                        .filteredOn(event -> object.equals(event.getRegarding().getName()))
                        .filteredOn(event -> event.getReason().equals("Released"))
                        .extracting(Event::getNote)
                        .singleElement()
                        .satisfies(note -> assertThat(note).contains(texts)));
        assertThat(service.object().get()).isNull();
    }

    @Test
    void whatIsRetainedIsNamedWithTheCommandThatDeletesIt() {
        String id = retained.loadBalancerId();
        retained.object().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"deletionPolicy\": \"Retain\"}}");
        retained.delete();

        awaitReleased(
                retained,
                id,
                "deletionPolicy is Retain",
                "listeners and tags of eni-direct are taken off it",
                "tccli clb DeleteLoadBalancer --LoadBalancerIds '[\"" + id + "\"]'");
        assertThat(rig.cloud().state().loadBalancer(id).orElseThrow().listeners())
                .isEmpty();
    }

    private static long looks(LiveService service) {
        return service.calls().stream().filter("DescribeListeners"::equals).count();
    }

    @Test
    void aLoadBalancerWithAForeignListenerIsNamedWithIt() {
        String id = shared.loadBalancerId();
        rig.cloud().drift(Drift.addListener(id, Protocol.TCP, 8443, "by-hand"));
        long before = looks(shared);
        await().atMost(PATIENCE).until(() -> looks(shared) > before);
        shared.delete();

        awaitReleased(shared, id, "somebody else has made a listener on it", "listener TCP:8443 stays on it");
    }

    @Test
    void aLoadBalancerWithoutItsTagsIsNamedWithWhatIsOnIt() {
        String id = untagged.loadBalancerId();
        rig.cloud().drift(Drift.removeTag(id, "eni-direct-owner"));
        untagged.awaitEvent("Conflict", id, "lost the tags");
        untagged.delete();

        awaitReleased(untagged, id, "stays in the cloud as it is, with listener TCP:80", "has lost the tags");
        assertThat(rig.cloud().state().loadBalancer(id).orElseThrow().listeners())
                .hasSize(1);
    }
}
