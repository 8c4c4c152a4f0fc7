package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whether the pods' security groups are passed is said in both directions, by whom it may concern, and followed. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PassToTargetTest {
    private static final String OF_SERVICE = "service.cloud.tencent.com/pass-to-target";
    private static final String OF_INGRESS = "ingress.cloud.tencent.com/pass-to-target";
    private static final String SET = "ModifyLoadBalancerAttributes";

    private Rig rig;
    private Shop shop;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        shop = Shop.open(rig, "passing");
        shop.service("backend");
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private LiveService service(String name, Map<String, String> annotations) {
        var manifest = Manifests.service(shop.namespace(), name, tcp(80, 8080));
        Map<String, String> all = new HashMap<>(manifest.getMetadata().getAnnotations());
        all.putAll(annotations);
        manifest.getMetadata().setAnnotations(all);
        return LiveService.create(rig, manifest);
    }

    private LiveIngress ingress(String name, Map<String, String> annotations) {
        var manifest = shop.ingress(name, Shop.rule(name + ".test", Shop.path("Exact", "/", "backend")));
        manifest.getMetadata().setAnnotations(annotations);
        return LiveIngress.create(rig, manifest);
    }

    private void awaitPassing(LiveSource<?> source, boolean wanted) {
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(passing(source)).isEqualTo(wanted));
    }

    /** As the cloud tells it. */
    private static boolean passing(LiveSource<?> source) {
        return source.inCloud().attributes().path("LoadBalancerPassToTarget").asBoolean();
    }

    private static <T extends HasMetadata> void becomes(LiveSource<T> source, String key, @Nullable String value) {
        source.change(object -> {
            Map<String, String> annotations = new HashMap<>(object.getMetadata().getAnnotations());
            if (value == null) {
                annotations.remove(key);
            } else {
                annotations.put(key, value);
            }
            object.getMetadata().setAnnotations(annotations);
            return object;
        });
    }

    private void followsTheWord(LiveSource<?> source, String key) {
        source.awaitCondition("Programmed", "True");
        assertThat(passing(source)).isTrue();
        assertThat(source.writes()).doesNotContain(SET);

        becomes(source, key, "false");
        awaitPassing(source, false);
        source.awaitEvent("Synced", "checked by the security groups of the pods now, too");
        becomes(source, key, null);
        awaitPassing(source, true);
        source.awaitQuiet();
        assertThat(source.writes()).filteredOn(SET::equals).hasSize(2);
    }

    @Test
    void aServiceChangesItsMind() {
        followsTheWord(service("changing", Map.of()), OF_SERVICE);
    }

    @Test
    void anIngressChangesItsMind() {
        followsTheWord(ingress("changing", Map.of("example.com/note", "none")), OF_INGRESS);
    }

    @Test
    void aNewOneThatWantsThePodsGroupsCheckedIsMadeSo() {
        LiveService source = service("checked", Map.of(OF_SERVICE, "false"));
        LiveIngress other = ingress("checked", Map.of(OF_INGRESS, "false"));
        source.awaitCondition("Programmed", "True");
        other.awaitCondition("Programmed", "True");

        assertThat(passing(source)).isFalse();
        assertThat(passing(other)).isFalse();
        assertThat(source.writes()).doesNotContain(SET);
        assertThat(other.writes()).doesNotContain(SET);
    }

    @Test
    void aProfileAndAnAdministratorSaySoToo() {
        rig.cluster().apply("default", """
                apiVersion: eni-direct.io/v1alpha1
                kind: LoadBalancerProfile
                metadata: {name: %s}
                spec: {passToTarget: false}
                """.formatted(shop.namespace()));
        LiveService profiled = service("profiled", Map.of("eni-direct.io/profile", shop.namespace()));
        LiveService plain = service("administered", Map.of());
        profiled.awaitCondition("Programmed", "True");
        plain.awaitCondition("Programmed", "True");
        assertThat(passing(profiled)).isFalse();

        plain.object().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"passToTarget\": false}}");
        awaitPassing(plain, false);
    }

    @Test
    void whatIsNoBooleanIsHeld() {
        LiveService source = service("bad", Map.of());
        source.awaitCondition("Accepted", "True");

        becomes(source, OF_SERVICE, "no");
        source.awaitEvent("SyncFailed", OF_SERVICE, "\"no\"", "Write one of them");
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(source.conditions())
                        .filteredOn(condition -> condition.getType().equals("Accepted"))
                        .singleElement()
                        .matches(condition -> condition.getStatus().equals("False")));
        assertThat(passing(source)).isTrue();
    }
}
