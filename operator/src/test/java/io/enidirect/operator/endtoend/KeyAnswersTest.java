package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A key of each sort of answer, as its user meets it. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeyAnswersTest {
    private static final String REFUSED =
            "until then nothing new is made for it, and what is programmed stays as it is";

    private Rig rig;
    private Shop shop;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        shop = Shop.open(rig, "keys");
    }

    @AfterAll
    void stop() {
        // the cluster is others' as well, and what is refused counts there
        rig.client().services().inNamespace(shop.namespace()).delete();
        rig.close();
    }

    private LiveService service(String name, String key, String value) {
        return service(name, Map.of(key, value));
    }

    private LiveService service(String name, Map<String, String> annotations) {
        return LiveService.create(
                rig,
                new ServiceBuilder(Manifests.service(shop.namespace(), name, tcp(80, 8080)))
                        .editMetadata()
                        .addToAnnotations(annotations)
                        .endMetadata()
                        .build());
    }

    private static void awaitServed(LiveSource<?> source) {
        source.awaitCondition("Programmed", "True");
        source.awaitCondition("Accepted", "True");
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(source.addresses()).isNotEmpty());
    }

    private static void assertNothingIsMade(LiveSource<?> source) {
        assertThat(source.object().get()).isNull();
        assertThat(source.addresses()).isEmpty();
    }

    @Test
    void oneWithAnEffectHasIt() {
        LiveService service = service("effect", "service.cloud.tencent.com/pass-to-target", "false");

        awaitServed(service);
        assertThat(service.inCloud()
                        .attributes()
                        .path("LoadBalancerPassToTarget")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void oneThatRestrictsAndCannotBeGivenIsRefused() {
        LiveService service = service("refused", "service.kubernetes.io/loadbalance-type", "classic");

        service.awaitEvent("Unsupported", "loadbalance-type", "a classic CLB can't be had", REFUSED);
        assertNothingIsMade(service);
    }

    @Test
    void oneThatTunesIsToldWithWhatHappensInstead() {
        LiveService service = service("told", "service.cloud.tencent.com/modification-protection", "true");

        awaitServed(service);
        service.awaitEvent("Unsupported", "modification-protection", "\"true\"", "the console may change");
    }

    @Test
    void oneOfNginxIsToldOnAnIngress() {
        shop.backend("web", 1);
        var manifest = shop.ingress("nginx", Shop.rule("nginx.test", Shop.path("Prefix", "/", "web")));
        manifest.getMetadata().setAnnotations(Map.of("nginx.ingress.kubernetes.io/proxy-body-size", "8m"));
        LiveIngress ingress = LiveIngress.create(rig, manifest);

        awaitServed(ingress);
        ingress.awaitEvent("Unsupported", "proxy-body-size", "CLB's own timeouts, buffers and limits hold");
    }

    @Test
    void oneOfAnotherCloudIsTold() {
        LiveService service = service("aws", "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type", "ip");

        awaitServed(service);
        service.awaitEvent("Unsupported", "aws-load-balancer-nlb-target-type", "another cloud's key");
    }

    @Test
    void oneThatNobodyKnowsIsToldWithTheNearestOne() {
        LiveService service = service("unknown", "service.cloud.tencent.com/lb-rs-weights", "{\"defaultWeight\":5}");

        awaitServed(service);
        service.awaitEvent("UnknownKey", "lb-rs-weights", "service.cloud.tencent.com/lb-rs-weight is almost the same");
    }

    @Test
    void oneThatNobodyKnowsAndThatIsAlmostOneThatRestrictsIsRefused() {
        LiveService service = service("mistyped", "service.cloud.tencent.com/security-group", "sg-a");

        service.awaitEvent(
                "UnknownKey", "security-group", "service.cloud.tencent.com/security-groups, which restricts", REFUSED);
        service.awaitCondition("Accepted", "False");
        assertNothingIsMade(service);
    }

    @Test
    void nothingIsSaidOfOneForOthersOrOfWhatIsSoAnyway() {
        LiveService service = service(
                "silent",
                Map.of(
                        "service.kubernetes.io/topology-mode", "Auto",
                        "service.cloud.tencent.com/client-token", "e5b4",
                        "service.cloud.tencent.com/enable-grace-shutdown", "true"));

        awaitServed(service);
        service.awaitEvent("Synced", "is as the Service wants it");
        assertThat(service.events()).extracting(Event::getReason).doesNotContain("Unsupported", "UnknownKey");
    }
}
