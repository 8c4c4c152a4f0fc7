package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Fault;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an Ingress depends on is deleted, which takes nothing away; and so is the Ingress itself, which takes everything. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IngressLifeTest {
    private static final String HOST = "life.test";
    private static final String PATH = "/app";
    private static final String PROFILE = "eni-direct.io/profile";

    private Rig rig;
    private Shop shop;
    private String goingClass;
    private String otherClass;
    private LiveIngress ofClass;
    private LiveIngress ofProfile;
    private LiveIngress ofService;
    private LiveIngress deleted;
    private LiveIngress handed;
    private LiveIngress recreated;

    /** All at once: they are ready at about the same time. */
    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster, Rig.Setup.SERVING);
        shop = Shop.open(rig, "life");
        goingClass = shop.namespace() + "-going";
        otherClass = shop.namespace() + "-other";
        shop.ingressClass(goingClass, Shop.CONTROLLER);
        shop.ingressClass(otherClass, "example.com/another");
        rig.cluster().apply("default", """
                apiVersion: eni-direct.io/v1alpha1
                kind: LoadBalancerProfile
                metadata: {name: %s}
                spec: {tags: {team: life}}
                """.formatted(shop.namespace()));
        shop.backend("web", 1);
        shop.backend("going", 1);
        ofClass = LiveIngress.create(
                rig,
                new IngressBuilder(ingress("class", "web"))
                        .editSpec()
                        .withIngressClassName(goingClass)
                        .endSpec()
                        .build());
        ofProfile = LiveIngress.create(
                rig,
                new IngressBuilder(ingress("profile", "web"))
                        .editMetadata()
                        .addToAnnotations(PROFILE, shop.namespace())
                        .endMetadata()
                        .build());
        ofService = LiveIngress.create(rig, ingress("service", "going"));
        deleted = LiveIngress.create(rig, ingress("deleted", "web"));
        handed = LiveIngress.create(rig, ingress("handed", "web"));
        recreated = LiveIngress.create(rig, ingress("recreated", "web"));
        List.of(ofClass, ofProfile, deleted, handed, recreated).forEach(this::served);
        ofService.awaitReady().awaitAnswer(HOST, PATH, shop.pods("going"));
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private Ingress ingress(String name, String service) {
        return shop.ingress(name, Shop.rule(HOST, Shop.path("Prefix", PATH, service)));
    }

    private void served(LiveIngress ingress) {
        ingress.awaitReady().awaitAnswer(HOST, PATH, shop.pods("web"));
    }

    /** A controller that starts when they are gone already knows of them by the record only. */
    @Test
    void deletingItsClassProfileOrServiceDeletesNoRule() {
        List<LiveIngress> all = List.of(ofClass, ofProfile, ofService);
        List<Map<String, String>> before = all.stream().map(LiveIngress::rules).toList();
        assertThat(ofProfile.inCloud().tags()).containsEntry("team", "life");

        rig.client().network().v1().ingressClasses().withName(goingClass).delete();
        rig.client()
                .resources(LoadBalancerProfile.class)
                .withName(shop.namespace())
                .delete();
        shop.deleteService("going");
        ofClass.awaitProblem("Held", "spec.ingressClassName", goingClass);
        ofProfile.awaitProblem("SyncFailed", "metadata.annotations[" + PROFILE + "]", shop.namespace());
        ofService.awaitProblem("SyncFailed", "spec.rules[0].http.paths[0].backend.service.name", "going");
        rig.restartController();
        shop.pods("web").roll();
        for (LiveIngress ingress : List.of(ofClass, ofProfile)) {
            ingress.awaitTargets(HOST, PATH + "/", shop.pods("web"));
            ingress.awaitAnswer(HOST, PATH, shop.pods("web"));
        }
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(ofService.rule(HOST, PATH + "/").targets())
                        .extracting(State.Target::ip)
                        .as("there is no Service that has them")
                        .isEmpty());
        all.forEach(LiveIngress::awaitQuiet);
        assertThat(all.stream().map(LiveIngress::rules).toList()).isEqualTo(before);
        assertThat(all).allSatisfy(ingress -> assertThat(ingress.addresses()).hasSize(1));
        assertThat(ofProfile.inCloud().tags()).containsEntry("team", "life");

        shop.service("going");
        shop.ingressClass(goingClass, Shop.CONTROLLER);
        ofService.awaitAnswer(HOST, PATH, shop.pods("going"));
        ofService.awaitReady();
        served(ofClass);
        assertThat(all.stream().map(LiveIngress::rules).toList()).isEqualTo(before);
    }

    @Test
    void deletingTheIngressRemovesEverything() {
        String id = deleted.loadBalancerId();
        deleted.delete();
        deleted.awaitGone(id);
    }

    @Test
    void anotherControllersClassGivesUpEverythingAndTheWayBackMakesANewOne() {
        String id = handed.loadBalancerId();
        inClass(handed, otherClass);
        await().atMost(LiveSource.PATIENCE).untilAsserted(() -> {
            assertThat(handed.object().get()).isNull();
            assertThat(rig.cloud().state().loadBalancer(id)).isEmpty();
            assertThat(handed.addresses()).isEmpty();
            assertThat(handed.conditions()).isEmpty();
            assertThat(handed.metadata().getFinalizers()).isEmpty();
        });

        inClass(handed, shop.namespace());
        await().atMost(LiveSource.PATIENCE).until(() -> handed.object().get() != null);
        served(handed);
        assertThat(handed.loadBalancerId()).isNotEqualTo(id);
    }

    private static void inClass(LiveIngress ingress, String name) {
        ingress.edit(edited -> edited.editSpec().withIngressClassName(name).endSpec());
    }

    @Test
    void anIngressOfTheSameNameWaitsForTheEndOfTheOneBefore() {
        String before = recreated.loadBalancerId();
        rig.cloud()
                .fault(Fault.nth(Fault.Kind.LOCKED, "DeleteLoadBalancer", before, 1)
                        .times(4));
        recreated.delete();
        recreated.resource().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
        await().atMost(LiveSource.PATIENCE).until(() -> recreated.get() == null);

        LiveIngress next = LiveIngress.create(rig, ingress("recreated", "web"));
        next.awaitEvent("Conflict", shop.namespace() + ".recreated", "another object", "Wait until it is gone");
        served(next);
        assertThat(next.loadBalancerId()).isNotEqualTo(before);
        assertThat(rig.cloud().state().loadBalancer(before)).isEmpty();
    }
}
