package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackendBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassParametersReferenceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Addresses that tenants write down, as the cloud gets to see them. */
@ExtendWith(SharedCluster.class)
final class ExternalAddressTest {
    private static final IngressBackend VM = new IngressBackendBuilder()
            .withNewResource("eni-direct.io", "ExternalBackend", "vm")
            .build();

    private Rig rig;
    private Shop shop;

    @BeforeEach
    void start(Cluster cluster) {
        rig = Rig.start(cluster, Rig.Setup.PLAIN.withOptions("--external-ranges", "2001:db8::/32,198.51.100.0/24"));
        shop = Shop.open(rig, "external");
    }

    @AfterEach
    void stop() {
        rig.client()
                .resources(LoadBalancerProfile.class)
                .withName(shop.namespace())
                .delete();
        rig.close();
    }

    @Test
    void anIpv6AddressInAnySpellingIsRegisteredOnceAndThenNothingIsCalled() {
        ipv6();
        external("2001:DB8:0:0::1");
        LiveIngress web = ingress().awaitReady();
        web.awaitQuiet();
        assertThat(web.writes()).containsOnlyOnce("BatchRegisterTargets").doesNotContain("BatchDeregisterTargets");
        assertThat(web.rule("external.test", "/").targets())
                .extracting(State.Target::ip)
                .containsExactly("2001:db8::1");

        // read anew, and spelled anew
        rig.cloud().clearCalls();
        rig.restartController();
        await().atMost(LiveSource.PATIENCE).until(() -> web.calls().contains("DescribeTargets"));
        external("2001:db8:0000::0001");
        web.awaitQuiet();
        assertThat(web.writes()).isEmpty();
    }

    @Test
    void anAddressThatAnotherTenantSaysIsHisStaysATarget() {
        external("198.51.100.7");
        LiveIngress web = ingress().awaitReady();
        web.awaitQuiet();
        rig.cloud().clearCalls();

        rig.cluster().apply(rig.cluster().createNamespace("greedy"), """
                apiVersion: v1
                kind: Service
                metadata: {name: mine}
                spec: {externalIPs: [198.51.100.7], ports: [{port: 80}]}
                """);
        external("198.51.100.7", "198.51.100.8");
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(web.rule("external.test", "/").targets())
                        .extracting(State.Target::ip)
                        .containsExactlyInAnyOrder("198.51.100.7", "198.51.100.8"));
        web.awaitQuiet();
        assertThat(web.writes()).containsExactly("BatchRegisterTargets");
    }

    /** Nothing else asks for the Service any more: whether its pods live is known all the same. */
    @Test
    void aServicesPodsStayUntilTheAddressesInTheirPlaceAreConfirmed() {
        external("198.51.100.7");
        rig.client().resource(Manifests.deployment(shop.namespace(), "pods", 2)).create();
        shop.service("pods");
        LiveIngress web = ingress(Shop.backend("pods")).awaitReady();
        web.awaitQuiet();
        rig.cloud().clearCalls();

        web.edit(edited -> edited.editSpec()
                .withRules(Shop.rule("external.test", Shop.path("Prefix", "/", VM)))
                .endSpec());

        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(web.rule("external.test", "/").targets())
                        .extracting(State.Target::ip)
                        .containsExactly("198.51.100.7"));
        assertThat(web.calls())
                .containsSubsequence("BatchRegisterTargets", "DescribeTargets", "BatchDeregisterTargets")
                .containsOnlyOnce("BatchDeregisterTargets");
    }

    private LiveIngress ingress() {
        return ingress(VM);
    }

    private LiveIngress ingress(IngressBackend backend) {
        return LiveIngress.create(
                rig, shop.ingress("web", Shop.rule("external.test", Shop.path("Prefix", "/", backend))));
    }

    private void external(String... ips) {
        StringBuilder addresses = new StringBuilder();
        for (String ip : ips) {
            addresses.append("{ip: \"").append(ip).append("\", port: 80}, ");
        }
        rig.cluster().apply(shop.namespace(), """
                apiVersion: eni-direct.io/v1alpha1
                kind: ExternalBackend
                metadata: {name: vm}
                spec: {addresses: [%s]}
                """.formatted(addresses));
    }

    private void ipv6() {
        rig.client()
                .resource(Serialization.unmarshal("""
                        apiVersion: eni-direct.io/v1alpha1
                        kind: LoadBalancerProfile
                        metadata: {name: %s}
                        spec: {network: {type: Public, ipVersion: IPv6FullChain, subnetId: subnet-a1}}
                        """.formatted(shop.namespace()), LoadBalancerProfile.class))
                .create();
        rig.client().network().v1().ingressClasses().withName(shop.namespace()).edit(given -> {
            given.getSpec()
                    .setParameters(new IngressClassParametersReferenceBuilder()
                            .withApiGroup("eni-direct.io")
                            .withKind("LoadBalancerProfile")
                            .withName(shop.namespace())
                            .build());
            return given;
        });
    }
}
