package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A Service that is programmed and to which nothing can be forwarded is not ready, and an event says why and what to do. Its
 * address stays, and so does what is said of its listeners.
 */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NoTargetsTest {
    private Rig rig;
    private String namespace;
    private LiveService family;
    private LiveService unselecting;
    private LiveService nothing;
    private LiveService named;
    private LiveService zero;

    /** All at once: that they lack pods is told only where it lasts. */
    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        namespace = cluster.createNamespace("untargeted");
        cluster.apply("default", """
                apiVersion: eni-direct.io/v1alpha1
                kind: LoadBalancerProfile
                metadata: {name: %s}
                spec: {network: {type: Public, ipVersion: IPv6FullChain, subnetId: subnet-a1}}
                """.formatted(namespace));
        zero = LiveService.create(rig, namespace, "zero", 1, tcp(80, 8080));
        nothing = LiveService.create(rig, Manifests.service(namespace, "nothing", tcp(80, 8080)));
        rig.client().resource(Manifests.deployment(namespace, "named", 1)).create();
        named = LiveService.create(
                rig,
                Manifests.service(
                        namespace,
                        "named",
                        tcp(80, 8080)
                                .edit()
                                .withTargetPort(new IntOrString("web"))
                                .build()));
        unselecting = LiveService.create(
                rig,
                service("unselecting").editSpec().withSelector(null).endSpec().build());
        rig.client().resource(Manifests.deployment(namespace, "family", 1)).create();
        family = LiveService.create(
                rig,
                service("family")
                        .editMetadata()
                        .addToAnnotations("eni-direct.io/profile", namespace)
                        .endMetadata()
                        .build());
    }

    private ServiceBuilder service(String name) {
        Service manifest = Manifests.service(namespace, name, tcp(80, 8080));
        return new ServiceBuilder(manifest);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private static void awaitNone(LiveService service, String... why) {
        service.awaitEvent("NoTargets", why);
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(service.condition("Ready")).hasValueSatisfying(ready -> {
                    assertThat(ready.getStatus()).isEqualTo("False");
                    assertThat(ready.getReason()).isEqualTo("NoTargets");
                    assertThat(ready.getMessage()).contains(why);
                }));
        assertThat(service.condition("Accepted"))
                .hasValueSatisfying(it -> assertThat(it.getStatus()).isEqualTo("True"));
        assertThat(service.condition("Programmed"))
                .hasValueSatisfying(it -> assertThat(it.getStatus()).isEqualTo("True"));
        assertThat(service.addresses()).hasSize(1);
        assertThat(service.events())
                .filteredOn(event -> event.getReason().equals("NoTargets"))
                .hasSize(1);
    }

    /** As one of IPv6 alone is on an IPv4 load balancer, which this cluster has no range for. */
    @Test
    void aServiceOfTheOtherFamily() {
        awaitNone(family, "spec.ipFamilies is \"IPv4\"", "forwards to IPv6 addresses", "Add IPv6 to it");
        assertThat(family.object().get().getStatus().conditions())
                .filteredOn(condition -> condition.getType().equals("Ready"))
                .allMatch(condition -> condition.getStatus().equals("False"));
    }

    @Test
    void aServiceWithoutASelector() {
        awaitNone(unselecting, "spec.selector", "no pods", "Give it a selector");
    }

    @Test
    void aSelectorThatSelectsNothing() {
        awaitNone(nothing, "spec.selector is \"app=nothing\"", "selects no pod", "select the labels that they have");
    }

    @Test
    void aNamedPortThatNoContainerHas() {
        awaitNone(named, "spec.ports[port=80].targetPort is \"web\"", "no container", "write its number");
    }

    @Test
    void aDeploymentThatIsScaledToZeroAndBack() {
        zero.awaitReady();
        assertThat(zero.events()).noneMatch(event -> event.getType().equals("Warning"));
        zero.scale(0);
        awaitNone(zero, "selects no pod", "Scale up");
        zero.scale(1);
        zero.awaitReady();
    }
}
