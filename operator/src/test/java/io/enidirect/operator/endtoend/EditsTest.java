package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.SUBNET;
import static io.enidirect.operator.endtoend.Manifests.tcp;
import static io.enidirect.operator.endtoend.Manifests.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Fault;
import io.enidirect.simulator.cloud.Protocol;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A live Service is edited: the address stays, and the new is there before the old goes. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EditsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Rig rig;
    private LiveService ports;
    private LiveService number;
    private LiveService protocol;
    private LiveService affinity;
    private LiveService internal;
    private LiveService type;
    private LiveService refused;

    /** All at once: they are ready at about the same time. */
    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        String namespace = cluster.createNamespace("edits");
        ports = LiveService.create(rig, namespace, "ports", 2, tcp(80, 8080));
        number = LiveService.create(rig, namespace, "number", 2, tcp(80, 8080));
        protocol = LiveService.create(rig, namespace, "protocol", 2, tcp(80, 8080));
        affinity = LiveService.create(rig, namespace, "affinity", 2, tcp(80, 8080));
        type = LiveService.create(rig, namespace, "type", 2, tcp(80, 8080));
        refused = LiveService.create(rig, namespace, "refused", 1, tcp(80, 8080));
        rig.client().resource(Manifests.deployment(namespace, "internal", 2)).create();
        internal = LiveService.create(
                rig,
                Manifests.service(namespace, "internal", tcp(80, 8080))
                        .edit()
                        .editMetadata()
                        .addToAnnotations(SUBNET, "subnet-a1b2c3")
                        .endMetadata()
                        .build());
        List.of(ports, number, protocol, affinity, internal, type)
                .forEach(service -> service.awaitReady().awaitPods(2, 80));
        refused.awaitReady().awaitPods(1, 80);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    void portsAreAddedRenamedAndRemoved() {
        String id = ports.loadBalancerId();
        List<String> addresses = ports.addresses();
        String first = ports.listeners().get("TCP:80");

        rig.cloud().clearCalls();
        ports.ports(tcp(80, 8080), tcp(81, 8081));
        ports.awaitPods(2, 80, 81);
        assertThat(ports.writes()).containsExactly("CreateListener", "BatchRegisterTargets");

        rig.cloud().clearCalls();
        ports.ports(new ServicePortBuilder(tcp(80, 8080)).withName("renamed").build(), tcp(81, 8081));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ports.object().get().recorded().listeners())
                        .extracting(entry -> String.valueOf(entry.origins()))
                        .anySatisfy(origin -> assertThat(origin).contains("renamed")));
        ports.awaitQuiet();
        assertThat(ports.calls()).isEmpty();

        rig.cloud().clearCalls();
        ports.ports(new ServicePortBuilder(tcp(80, 8080)).withName("renamed").build());
        await().atMost(PATIENCE).until(() -> ports.listeners().size() == 1);
        ports.awaitPods(2, 80);
        assertThat(ports.writes()).containsExactly("DeleteLoadBalancerListeners");
        assertThat(ports.listeners()).isEqualTo(Map.of("TCP:80", first));
        assertThat(ports.loadBalancerId()).isEqualTo(id);
        assertThat(ports.addresses()).isEqualTo(addresses);
    }

    /** The pods' addresses can stand behind one of the two only: they move when the new listener is there. */
    @Test
    void aChangedNumberMovesTheTargetsToTheNewListenerBeforeTheOldGoes() {
        List<String> addresses = number.addresses();
        rig.cloud().clearCalls();
        number.ports(new ServicePortBuilder(tcp(80, 8080)).withPort(88).build());
        await().atMost(PATIENCE).until(() -> number.listeners().keySet().equals(java.util.Set.of("TCP:88")));
        number.awaitPods(2, 88);

        assertThat(number.writes())
                .containsExactly(
                        "CreateListener",
                        "BatchDeregisterTargets",
                        "BatchRegisterTargets",
                        "DeleteLoadBalancerListeners");
        assertThat(number.addresses()).isEqualTo(addresses);
    }

    /** An address stands behind one listener only: it had left the old one when the cloud refused it. */
    @Test
    void aListenerWhoseTargetIsRefusedGivesItBackToTheOneThatItWasToReplace() {
        List<String> addresses = refused.addresses();
        rig.cloud()
                .fault(Fault.nth(Fault.Kind.PARTIAL, "BatchRegisterTargets", refused.loadBalancerId(), 1)
                        .times(1));
        refused.ports(tcp(88, 8080));
        refused.awaitEvent("Held", "spec.ports[port=88]", "TCP:88", "refused its targets", "Change it");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(refused.listeners()).containsOnlyKeys("TCP:80"));
        refused.awaitPods(1, 80);
        assertThat(refused.addresses()).isEqualTo(addresses);

        rig.cloud().clearCalls();
        rig.restartController();
        refused.awaitQuiet();
        assertThat(refused.writes()).isEmpty();

        refused.ports(tcp(89, 8080));
        refused.awaitPods(1, 89);
        refused.awaitCondition("Ready", "True");
        assertThat(refused.listeners()).containsOnlyKeys("TCP:89");
    }

    @Test
    void aChangedProtocolIsServedByBothUntilTheNewOneIsConfirmed() {
        List<String> addresses = protocol.addresses();
        rig.cloud().clearCalls();
        protocol.ports(new ServicePortBuilder(udp(80, 8080)).withName("tcp-80").build());
        await().atMost(PATIENCE).until(() -> protocol.listeners().keySet().equals(java.util.Set.of("UDP:80")));
        protocol.awaitQuiet();

        assertThat(protocol.calls())
                .containsSubsequence(
                        "CreateListener", "BatchRegisterTargets", "DescribeTargets", "DeleteLoadBalancerListeners");
        assertThat(protocol.writes())
                .containsExactly("CreateListener", "BatchRegisterTargets", "DeleteLoadBalancerListeners");
        assertThat(protocol.targets(Protocol.UDP, 80)).hasSize(2);
        assertThat(protocol.addresses()).isEqualTo(addresses);
    }

    @Test
    void sessionAffinityIsOneChangeOfTheListener() {
        rig.cloud().clearCalls();
        affinity.edit(
                service -> service.editSpec().withSessionAffinity("ClientIP").endSpec());
        awaitSession(3600);
        assertThat(affinity.writes()).containsExactly("ModifyListener");

        rig.cloud().clearCalls();
        affinity.edit(service -> service.editSpec()
                .withSessionAffinity("None")
                .withSessionAffinityConfig(null)
                .endSpec());
        awaitSession(0);
        assertThat(affinity.writes()).containsExactly("ModifyListener");
        assertThat(affinity.events())
                .as("10800 s is what Kubernetes writes by itself")
                .noneMatch(event -> event.getReason().equals("Clamped"));
    }

    private void awaitSession(int seconds) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(affinity.listener(Protocol.TCP, 80)
                                .settings()
                                .path("SessionExpireTime")
                                .asInt())
                        .isEqualTo(seconds));
        affinity.awaitQuiet();
    }

    @Test
    void anInternalOneStandsInItsSubnetAndStaysThere() {
        assertThat(internal.inCloud().attributes().path("LoadBalancerType").asText())
                .isEqualTo("INTERNAL");
        assertThat(internal.inCloud().attributes().path("SubnetId").asText()).isEqualTo("subnet-a1b2c3");

        rig.cloud().clearCalls();
        List<String> addresses = internal.addresses();
        internal.annotate(SUBNET, "subnet-zzzzzz");
        internal.awaitEvent(
                "Rejected", "/internal", SUBNET, "subnet-zzzzzz", "subnet-a1b2c3", "Put the old value back");
        internal.awaitQuiet();
        assertThat(internal.calls()).isEmpty();
        internal.roll();
        internal.awaitPods(2, 80);
        assertThat(internal.addresses()).isEqualTo(addresses);
    }

    @Test
    void anotherTypeGivesUpEverythingAndTheWayBackMakesANewOne() {
        String id = type.loadBalancerId();
        type.edit(service -> service.editSpec()
                .withType("ClusterIP")
                .withAllocateLoadBalancerNodePorts(null)
                .endSpec());
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(type.object().get()).isNull();
            assertThat(type.addresses()).isEmpty();
            assertThat(type.get().getStatus().getConditions()).isEmpty();
            assertThat(type.metadata().getFinalizers()).isEmpty();
            assertThat(rig.cloud().state().loadBalancer(id)).isEmpty();
        });

        type.edit(service -> service.editSpec()
                .withType("LoadBalancer")
                .withAllocateLoadBalancerNodePorts(false)
                .endSpec());
        await().atMost(PATIENCE).until(() -> type.object().get() != null);
        type.awaitReady();
        type.awaitPods(2, 80);
        assertThat(type.loadBalancerId()).isNotEqualTo(id);
    }
}
