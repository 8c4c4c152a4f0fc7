package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that come over IPv6: to pods on IPv4, and to pods on IPv6. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Ipv6Test {
    private static final String PROFILE = "ipv6-test";
    private static final String POD = "fd00::8";

    private Rig rig;
    private String namespace;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster, Rig.Setup.SERVING);
        namespace = cluster.createNamespace("ipv6");
        cluster.apply("default", """
                apiVersion: eni-direct.io/v1alpha1
                kind: LoadBalancerProfile
                metadata: {name: ipv6-test}
                spec: {network: {type: Public, subnetId: subnet-a1b2c3d4, ipVersion: IPv6FullChain}}
                """);
    }

    @AfterAll
    void stop() {
        rig.client().resources(LoadBalancerProfile.class).withName(PROFILE).delete();
        rig.close();
    }

    private LiveService service(String name, String key, String value) {
        rig.cluster().deploy(namespace, name, 1);
        return LiveService.create(
                rig,
                new ServiceBuilder(Manifests.service(namespace, name, tcp(80, 8080)))
                        .editMetadata()
                        .addToAnnotations(key, value)
                        .endMetadata()
                        .build());
    }

    private void answers(LiveService service) {
        assertThat(service.addresses()).singleElement().asString().contains(":");
        InetSocketAddress server =
                rig.cloud().addresses().get("TCP " + service.addresses().get(0) + ":80");
        assertThat(server.getAddress().getHostAddress()).contains(":");
        await().atMost(LiveSource.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(Web.get(server, "ipv6.test", "/").pod()).startsWith(service.name));
    }

    @Test
    void nat64LeadsToPodsOnIpv4() {
        LiveService nat64 =
                service("nat64", "service.kubernetes.io/service.extensiveParameters", "{AddressIPVersion: IPV6}");
        nat64.awaitReady().awaitTargets(1, 80);

        assertThat(nat64.inCloud().attributes().path("AddressIPVersion").asText())
                .isEqualToIgnoringCase("IPV6");
        answers(nat64);
    }

    /** Slices of IPv6 are what Kubernetes makes for a Service of that family, which this API server has no addresses for. */
    @Test
    void aFullChainLeadsToPodsOnIpv6() {
        LiveService chain = service("chain", "eni-direct.io/profile", PROFILE);
        chain.awaitCondition("Programmed", "True");
        assertThat(chain.targets(Protocol.TCP, 80)).as("of the other family").isEmpty();
        try (Cluster.Pause unused = rig.cluster().pauseControllers()) {
            Pod pod = chain.pods().get(0);
            String ipv4 = pod.getStatus().getPodIP();
            rig.cloud().settings(settings -> settings.withAddresses(Map.of(POD, ipv4.replaceFirst("^10", "127"))));
            rig.client()
                    .resource(pod)
                    .editStatus(before -> new PodBuilder(before)
                            .editStatus()
                            .withPodIPs(new PodIP(ipv4), new PodIP(POD))
                            .endStatus()
                            .build());
            slice(chain.get(), pod);

            chain.awaitReady();
            assertThat(chain.inCloud().attributes().path("AddressIPVersion").asText())
                    .isEqualToIgnoringCase("IPv6FullChain");
            assertThat(chain.targets(Protocol.TCP, 80))
                    .extracting(State.Target::ip)
                    .containsExactly(POD);
            answers(chain);
        }
    }

    private void slice(Service service, Pod pod) {
        rig.client()
                .resource(new EndpointSliceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(service.getMetadata().getName() + "-ipv6")
                        .addToLabels(
                                "kubernetes.io/service-name",
                                service.getMetadata().getName())
                        .addToLabels("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
                        .endMetadata()
                        .withAddressType("IPv6")
                        .addNewPort()
                        .withName(service.getSpec().getPorts().get(0).getName())
                        .withPort(8080)
                        .withProtocol("TCP")
                        .endPort()
                        .addNewEndpoint()
                        .withAddresses(POD)
                        .withNewConditions()
                        .withReady(true)
                        .endConditions()
                        .withTargetRef(new ObjectReferenceBuilder()
                                .withKind("Pod")
                                .withNamespace(namespace)
                                .withName(pod.getMetadata().getName())
                                .withUid(pod.getMetadata().getUid())
                                .build())
                        .endEndpoint()
                        .build())
                .create();
    }
}
