package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.SUBNET;
import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.operator.kinds.service.ServiceClaims;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Fault;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The way from a public load balancer to an internal one, as events and guides name it: without waiting in between. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OtherNetworkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String INTERNAL = "subnet-a1b2c3";
    private static final String NO_LOAD_BALANCER = "{\"spec\": {\"type\": \"ClusterIP\"}}";
    private static final String INTERNAL_ONE = """
            {"metadata": {"annotations": {"%s": "%s"}}, "spec": {"type": "LoadBalancer"}}""".formatted(SUBNET, INTERNAL);

    private Rig rig;
    private String namespace;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        namespace = cluster.createNamespace("network");
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private LiveService service(String name) {
        LiveService service = LiveService.create(rig, namespace, name, 2, tcp(80, 8080));
        service.awaitReady().awaitTargets(2, 80);
        return service;
    }

    private static void patch(LiveSource<?> source, String patch) {
        source.resource().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private void awaitInternalInsteadOf(String before, LiveService service) {
        awaitInternal(before, service);
        service.awaitReady().awaitTargets(2, 80);
        assertThat(service.addresses()).containsExactly(service.inCloud().vip());
    }

    private void awaitInternal(String before, LiveSource<?> source) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(id(source)).isPresent().isNotEqualTo(Optional.of(before));
            State.LoadBalancer now =
                    rig.cloud().state().loadBalancer(id(source).orElse("")).orElseThrow(AssertionError::new);
            assertThat(now.attributes().path("LoadBalancerType").asText()).isEqualTo("INTERNAL");
            assertThat(now.attributes().path("SubnetId").asText()).isEqualTo(INTERNAL);
        });
        assertThat(rig.cloud().state().loadBalancer(before)).isEmpty();
    }

    /** While one goes and the next is not there yet there is none. */
    private static Optional<String> id(LiveSource<?> source) {
        return Optional.ofNullable(source.object().get())
                .map(object -> object.recorded().loadBalancerId());
    }

    /** Faster than anybody looks: what was said in between counts all the same. */
    @Test
    void aServiceThatIsChangedTwiceInAMomentEndsInternal() {
        LiveService service = service("moment");
        String before = service.loadBalancerId();
        patch(service, NO_LOAD_BALANCER);
        patch(service, INTERNAL_ONE);
        awaitInternalInsteadOf(before, service);
    }

    @Test
    void aServiceThatComesBackInTheMiddleOfTheDeletionIsToldAndEndsInternal() {
        LiveService service = service("middle");
        String before = service.loadBalancerId();
        rig.cloud()
                .fault(Fault.nth(Fault.Kind.LOCKED, "DeleteLoadBalancer", before, 1)
                        .times(4));
        patch(service, NO_LOAD_BALANCER);
        await().atMost(PATIENCE)
                .until(() -> service.object().get().getMetadata().getDeletionTimestamp() != null);
        patch(service, INTERNAL_ONE);
        service.awaitEvent("Conflict", namespace + "/middle", before, "still being deleted", "Wait");
        assertThat(service.addresses()).as("those of what it no longer wants").isEmpty();
        awaitInternalInsteadOf(before, service);
    }

    /** Kubernetes takes the class away with the type: the event says that it has to be set again. */
    @Test
    void aServiceThatIsClaimedByItsClassGoesTheWayThatTheEventNames() {
        rig.client().resource(Manifests.deployment(namespace, "class", 2)).create();
        LiveService service = LiveService.create(
                rig,
                Manifests.service(namespace, "class", tcp(80, 8080))
                        .edit()
                        .editMetadata()
                        .withAnnotations(null)
                        .endMetadata()
                        .editSpec()
                        .withLoadBalancerClass(ServiceClaims.CLASS)
                        .endSpec()
                        .build());
        service.awaitReady().awaitTargets(2, 80);
        String before = service.loadBalancerId();
        service.annotate(SUBNET, INTERNAL);
        service.awaitEvent("Rejected", "ClusterIP and then LoadBalancer again together with loadBalancerClass:");
        service.awaitEvent("Unsupported", "ClusterIP and then LoadBalancer again together with loadBalancerClass:");

        patch(service, NO_LOAD_BALANCER);
        patch(service, "{\"spec\": {\"type\": \"LoadBalancer\", \"loadBalancerClass\": \"eni-direct.io/clb\"}}");
        awaitInternalInsteadOf(before, service);
    }

    @Test
    void aServiceThatComesBackAsItWasKeepsItsAddress() {
        LiveService service = service("back");
        String before = service.loadBalancerId();
        var addresses = service.addresses();
        rig.cloud()
                .fault(Fault.nth(Fault.Kind.LOCKED, "DeleteLoadBalancer", before, 1)
                        .times(4));
        patch(service, NO_LOAD_BALANCER);
        await().atMost(PATIENCE)
                .until(() -> service.object().get().getMetadata().getDeletionTimestamp() != null);
        patch(service, "{\"spec\": {\"type\": \"LoadBalancer\"}}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.addresses()).isEqualTo(addresses));
        service.awaitReady().awaitTargets(2, 80);
        assertThat(service.loadBalancerId()).isEqualTo(before);
        assertThat(service.writes()).doesNotContain("DeleteLoadBalancerListeners");
    }

    @Test
    void anIngressTakesItsClassOffAndSetsItAgain() {
        Shop shop = Shop.open(rig, "network");
        shop.backend("web", 1);
        LiveIngress ingress =
                LiveIngress.create(rig, shop.ingress("web", Shop.rule("web.test", Shop.path("Prefix", "/", "web"))));
        ingress.awaitReady();
        String before = ingress.loadBalancerId();
        ingress.annotate("kubernetes.io/ingress.subnetId", INTERNAL);
        ingress.awaitEvent("Rejected", "take the class off the Ingress and set it again");

        patch(ingress, "{\"spec\": {\"ingressClassName\": null}}");
        patch(ingress, "{\"spec\": {\"ingressClassName\": \"" + shop.namespace() + "\"}}");
        awaitInternal(before, ingress);
        ingress.awaitReady();
        assertThat(ingress.addresses()).containsExactly(ingress.inCloud().vip());
    }
}
