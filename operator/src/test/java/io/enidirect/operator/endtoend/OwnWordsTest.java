package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a source says of its own load balancer: given, changed, taken back, and what it leaves behind. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OwnWordsTest {
    private static final String TKE = "service.cloud.tencent.com/";
    private static final String TKE_INGRESS = "ingress.cloud.tencent.com/";
    private static final String PARAMETERS = "service.kubernetes.io/service.extensiveParameters";
    private static final String MBPS = "service.kubernetes.io/qcloud-loadbalancer-internet-max-bandwidth-out";

    private Rig rig;
    private Shop shop;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster, Rig.Setup.PLAIN.withOptions("--default-profile", "own-words-default"));
        cluster.apply("default", """
                apiVersion: eni-direct.io/v1alpha1
                kind: LoadBalancerProfile
                metadata: {name: own-words-default}
                spec: {tags: {team: default}, internetMaxBandwidthOut: 20}
                """);
        shop = Shop.open(rig, "words");
        shop.service("backend");
    }

    @AfterAll
    void stop() {
        rig.client()
                .resources(io.enidirect.crd.LoadBalancerProfile.class)
                .withName("own-words-default")
                .delete();
        rig.close();
    }

    private LiveService service(String name, Map<String, String> annotations) {
        Service manifest = Manifests.service(shop.namespace(), name, tcp(80, 8080));
        rig.cluster().deploy(shop.namespace(), name, 1);
        said(manifest, annotations);
        return LiveService.create(rig, manifest);
    }

    private static void said(HasMetadata manifest, Map<String, String> annotations) {
        Map<String, String> all = new HashMap<>();
        if (manifest.getMetadata().getAnnotations() != null) {
            all.putAll(manifest.getMetadata().getAnnotations());
        }
        all.putAll(annotations);
        manifest.getMetadata().setAnnotations(all);
    }

    /** Null takes an annotation away. */
    private static void becomes(LiveSource<?> source, Map<String, String> annotations) {
        StringBuilder patch = new StringBuilder();
        annotations.forEach((key, value) -> patch.append(patch.isEmpty() ? "" : ",")
                .append("\"" + key + "\":" + (value == null ? "null" : "\"" + value.replace("\"", "\\\"") + "\"")));
        source.resource()
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"annotations\":{" + patch + "}}}");
    }

    /** What the cloud says of what can be changed, in one line. */
    private static String inCloud(LiveSource<?> source) {
        State.LoadBalancer there = source.inCloud();
        JsonNode attributes = there.attributes();
        return attributes
                        .path("InternetAccessible")
                        .path("InternetMaxBandwidthOut")
                        .asInt() + " Mbps "
                + there.securityGroups() + " passes "
                + attributes.path("LoadBalancerPassToTarget").asBoolean()
                + " protected " + attributes.path("DeleteProtect").asBoolean();
    }

    private static void awaitInCloud(LiveSource<?> source, String wanted) {
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(inCloud(source)).isEqualTo(wanted));
    }

    @Test
    void allOfItIsGivenAndGoesBackWhenItIsTakenAway() {
        Map<String, String> words = Map.of(
                MBPS,
                "100",
                TKE + "security-groups",
                "sg-b,sg-a",
                TKE + "pass-to-target",
                "false",
                TKE + "deletion-protection",
                "true",
                TKE + "loadbalance-retain",
                "true",
                PARAMETERS,
                "{\"SlaType\":\"clb.c2.medium\",\"Tags\":[{\"TagKey\":\"team\",\"TagValue\":\"shop\"}]}");
        LiveService source = service("all", words);
        source.awaitReady();

        assertThat(inCloud(source)).isEqualTo("100 Mbps [sg-b, sg-a] passes false protected true");
        assertThat(source.inCloud().tags()).containsEntry("team", "shop");
        assertThat(source.inCloud().attributes().path("SlaType").asText()).isEqualTo("clb.c2.medium");
        assertThat(source.writes())
                .startsWith(
                        "CreateLoadBalancer",
                        "ModifyLoadBalancerAttributes",
                        "SetLoadBalancerSecurityGroups",
                        "CreateListener");

        Map<String, String> none = new TreeMap<>();
        words.keySet().stream().filter(key -> !key.equals(PARAMETERS)).forEach(key -> none.put(key, null));
        becomes(source, none);
        awaitInCloud(source, "20 Mbps [] passes true protected false");
        String id = source.loadBalancerId();
        source.delete();
        source.awaitGone(id);
    }

    @Test
    void aBadWordHoldsItAndTheNextGoodOneIsGiven() {
        LiveService source = service("bad", Map.of(TKE + "security-groups", "sg-a"));
        source.awaitReady();
        source.awaitQuiet();
        int before = source.writes().size();

        becomes(source, Map.of(TKE + "security-groups", "sg-a,web", MBPS, "5000"));
        source.awaitCondition("Accepted", "False");
        source.awaitEvent("SyncFailed", "1 to 2048 Mbps");
        source.awaitQuiet();
        assertThat(source.writes()).hasSize(before);

        becomes(source, Map.of(TKE + "security-groups", "sg-c", MBPS, "30"));
        awaitInCloud(source, "30 Mbps [sg-c] passes true protected false");
        source.awaitCondition("Accepted", "True");
    }

    @Test
    void whatIsProtectedOrRetainedStaysWithoutWhatIsOurs() {
        LiveService isProtected = service("protected", Map.of(TKE + "deletion-protection", "true"));
        var manifest = shop.ingress("retained", Shop.rule("retained.test", Shop.path("Exact", "/", "backend")));
        said(manifest, Map.of(TKE_INGRESS + "loadbalance-retain", "yes"));
        LiveIngress retained = LiveIngress.create(rig, manifest);
        for (LiveSource<?> source : List.of(isProtected, retained)) {
            source.awaitCondition("Programmed", "True");
            String id = source.loadBalancerId();
            source.delete();
            await().atMost(LiveSource.PATIENCE).untilAsserted(() -> {
                assertThat(source.get()).isNull();
                assertThat(source.object().get()).isNull();
            });

            State.LoadBalancer left = rig.cloud().state().loadBalancer(id).orElseThrow();
            assertThat(left.listeners()).isEmpty();
            assertThat(left.tags()).containsOnlyKeys("team");
            source.awaitEvent("Released", id, "stays in the cloud");
        }
        isProtected.awaitEvent("Released", "--DeleteProtect false");
    }

    @Test
    void leavingItsTypeLeavesWhatIsProtectedOrRetainedInTheCloud() {
        LiveService isProtected = service("leaves-protected", Map.of(TKE + "deletion-protection", "true"));
        LiveService retained = service("leaves-retained", Map.of(TKE + "loadbalance-retain", "true"));
        for (LiveService source : List.of(isProtected, retained)) {
            source.awaitReady();
            String id = source.loadBalancerId();
            source.edit(service -> service.editSpec()
                    .withType("ClusterIP")
                    .withAllocateLoadBalancerNodePorts(null)
                    .endSpec());
            await().atMost(LiveSource.PATIENCE).untilAsserted(() -> {
                assertThat(source.object().get()).isNull();
                assertThat(source.metadata().getFinalizers()).isEmpty();
            });

            assertThat(source.addresses()).isEmpty();
            State.LoadBalancer left = rig.cloud().state().loadBalancer(id).orElseThrow();
            assertThat(left.listeners()).isEmpty();
            assertThat(left.tags()).containsOnlyKeys("team");
            source.awaitEvent("Released", id, "stays in the cloud");

            source.edit(service -> service.editSpec().withType("LoadBalancer").endSpec());
            await().atMost(LiveSource.PATIENCE).until(() -> source.object().get() != null);
            source.awaitReady();
            assertThat(source.loadBalancerId())
                    .as("what was let go of is not taken again")
                    .isNotEqualTo(id);
        }
    }

    @Test
    void whatIsSkippedIsLeftAloneAndStaysWhenItIsDeleted() {
        LiveService source = service("skipped", Map.of());
        source.awaitReady().awaitTargets(1, 80);
        String id = source.loadBalancerId();
        becomes(source, Map.of(TKE + "mode", "skip"));
        await().atMost(LiveSource.PATIENCE).until(() -> source.object().get().leftAlone());
        source.awaitQuiet();
        int before = source.writes().size();

        source.ports(tcp(80, 8080), tcp(81, 8081));
        source.scale(3);
        await().atMost(LiveSource.PATIENCE).until(() -> source.endpoints() == 3);
        source.awaitQuiet();
        assertThat(source.writes()).hasSize(before);

        source.delete();
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(source.object().get()).isNull());
        State.LoadBalancer left = rig.cloud().state().loadBalancer(id).orElseThrow();
        assertThat(left.listener(Protocol.TCP, 80).orElseThrow().targets()).hasSize(1);
        assertThat(left.tags()).containsOnlyKeys("team");
        source.awaitEvent("Released", id, "as it is, with listener TCP:80");
    }

    @Test
    void oneThatIsSkippedFromTheStartGetsNothing() {
        LiveService source = service("nothing", Map.of(TKE + "mode", "skip"));
        source.awaitEvent("Held", "its load balancer is left alone");
        assertThat(source.object().get()).isNull();

        becomes(source, Map.of("eni-direct.io/mode", "manage"));
        source.awaitReady();
    }

    @Test
    void scriptsFindItWhereTkeWroteItUntilItIsOursNoMore() {
        String key = "service.kubernetes.io/loadbalance-id";
        LiveService source = service("scripted", Map.of(PARAMETERS, "{AddressIPVersion: IPV6}", key, "lb-oftke"));
        source.awaitReady();

        String id = source.loadBalancerId();
        await().atMost(LiveSource.PATIENCE).untilAsserted(() -> {
            assertThat(source.metadata().getAnnotations())
                    .containsEntry(key, id)
                    .containsEntry(
                            "service.kubernetes.io/loadbalance-nat-ipv6",
                            source.addresses().get(0));
            assertThat(source.metadata().getLabels())
                    .isEqualTo(Map.of("service.cloud.tencent.com/loadbalance-type", "OPEN"));
        });

        becomes(source, Map.of(TKE + "direct-access", "false"));
        await().atMost(LiveSource.PATIENCE).untilAsserted(() -> {
            assertThat(source.metadata().getAnnotations()).containsOnlyKeys(TKE + "direct-access", PARAMETERS);
            assertThat(source.metadata().getLabels()).isNullOrEmpty();
            assertThat(source.metadata().getFinalizers()).isEmpty();
        });
        assertThat(rig.cloud().state().loadBalancer(id)).isEmpty();
    }

    @Test
    void anAddressInsideIsTheOneThatIsAskedFor() {
        Service manifest = Manifests.service(shop.namespace(), "inside", tcp(80, 8080));
        rig.cluster().deploy(shop.namespace(), "inside", 1);
        manifest.getSpec().setLoadBalancerIP("127.200.77.9");
        said(manifest, Map.of("service.kubernetes.io/qcloud-loadbalancer-internal-subnetid", "subnet-a1b2c3d4"));
        LiveService source = LiveService.create(rig, manifest);

        source.awaitReady();
        assertThat(source.addresses()).containsExactly("127.200.77.9");
    }
}
