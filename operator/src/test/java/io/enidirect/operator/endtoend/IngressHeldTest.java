package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackendBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A live Ingress is edited into something that can't be done. One event says what and what to do; what was programmed stays
 * as it is and goes on following its pods.
 */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IngressHeldTest {
    private static final String PATH = "/app";
    private static final int MOST_ANNOTATIONS = 262_144;
    private static final String LEGACY_CLASS = "kubernetes.io/ingress.class";
    private static final String FIRST_PATH = "spec.rules[0].http.paths[0]";
    /** What fits beside the two rules of the first path and the one of the default domain. */
    private static final int MOST_EXACT = 47;

    private Rig rig;
    private Shop shop;
    private final Map<String, LiveIngress> ingresses = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> rules = new HashMap<>();

    /** All at once: they are ready at about the same time. */
    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster, Rig.Setup.SERVING);
        shop = Shop.open(rig, "held");
        for (String name : List.of("service", "port", "kind", "tls", "profile", "class")) {
            create(name, Stream.of());
        }
        create("quota", IntStream.range(0, MOST_EXACT).mapToObj(i -> Shop.path("Exact", "/p" + i, "quota")));
        ingresses.forEach((name, ingress) -> {
            ingress.awaitReady().awaitAnswer(name + ".test", PATH, shop.pods(name));
            rules.put(name, ingress.rules());
        });
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private void create(String name, Stream<HTTPIngressPath> more) {
        shop.backend(name, 1);
        HTTPIngressPath[] paths =
                Stream.concat(Stream.of(Shop.path("Prefix", PATH, name)), more).toArray(HTTPIngressPath[]::new);
        ingresses.put(name, LiveIngress.create(rig, shop.ingress(name, Shop.rule(name + ".test", paths))));
    }

    private void followsItsPods(String name) {
        LivePods pods = shop.pods(name);
        List<String> before = pods.names();
        pods.roll();
        assertThat(pods.names()).doesNotContainAnyElementsOf(before);
        LiveIngress ingress = ingresses.get(name);
        ingress.awaitTargets(name + ".test", PATH + "/", pods);
        ingress.awaitTargets(name + ".test", "=" + PATH, pods);
        ingress.awaitAnswer(name + ".test", PATH, pods);
        staysAsItIs(name);
    }

    private void staysAsItIs(String name) {
        LiveIngress ingress = ingresses.get(name);
        assertThat(ingress.rules()).isEqualTo(rules.get(name));
        assertThat(ingress.addresses()).hasSize(1);
    }

    private LiveIngress withBackend(String name, IngressBackend backend) {
        LiveIngress ingress = ingresses.get(name);
        ingress.edit(edited -> edited.editSpec()
                .editFirstRule()
                .editHttp()
                .editFirstPath()
                .withBackend(backend)
                .endPath()
                .endHttp()
                .endRule()
                .endSpec());
        return ingress;
    }

    @Test
    void aServiceThatIsNotThere() {
        LiveIngress ingress = withBackend("service", Shop.backend("service-next"));
        ingress.awaitProblem("SyncFailed", FIRST_PATH + ".backend.service.name", "service-next");
        followsItsPods("service");

        LivePods next = shop.backend("service-next", 1);
        ingress.awaitTargets("service.test", PATH + "/", next);
        ingress.awaitAnswer("service.test", PATH, next);
        staysAsItIs("service");
    }

    /** Nobody says any more which of a pod's ports is meant: no pod is added, and those that are there stay. */
    @Test
    void aPortThatIsTakenOutOfTheService() {
        LiveIngress ingress = ingresses.get("port");
        LivePods pods = shop.pods("port");
        servicePort("admin", 9090);
        ingress.awaitProblem("SyncFailed", FIRST_PATH + ".backend.service.port", "80");
        ingress.awaitQuiet();
        ingress.awaitAnswer("port.test", PATH, pods);
        staysAsItIs("port");

        servicePort("http", 80);
        ingress.awaitReady();
        followsItsPods("port");
    }

    private void servicePort(String name, int number) {
        rig.client()
                .services()
                .inNamespace(shop.namespace())
                .withName("port")
                .edit(service -> service.edit()
                        .editSpec()
                        .editFirstPort()
                        .withName(name)
                        .withPort(number)
                        .endPort()
                        .endSpec()
                        .build());
    }

    @Test
    void aResourceOfAnUnknownKind() {
        LiveIngress ingress = withBackend(
                "kind",
                new IngressBackendBuilder()
                        .withNewResource("k8s.example.com", "StorageBucket", "static")
                        .build());
        ingress.awaitProblem("Unsupported", FIRST_PATH + ".backend.resource", "StorageBucket.k8s.example.com");
        followsItsPods("kind");
    }

    @Test
    void tlsThatIsAdded() {
        LiveIngress ingress = ingresses.get("tls");
        ingress.edit(edited -> edited.editSpec()
                .addNewTl()
                .withHosts("tls.test")
                .withSecretName("tls")
                .endTl()
                .editFirstRule()
                .editHttp()
                .addToPaths(Shop.path("Prefix", "/secret", "tls"))
                .endHttp()
                .endRule()
                .endSpec());
        ingress.awaitProblem("Unsupported", "spec.tls", null);
        followsItsPods("tls");
        assertThat(ingress.get("tls.test", "/secret").status())
                .as("nothing new in clear")
                .isEqualTo(404);
    }

    @Test
    void aProfileThatIsNotThere() {
        LiveIngress ingress = ingresses.get("profile");
        ingress.annotate("eni-direct.io/profile", "nowhere");
        ingress.awaitProblem("SyncFailed", "metadata.annotations[eni-direct.io/profile]", "nowhere");
        followsItsPods("profile");
    }

    /** Another controller may go by the annotation: served by both, they would fight over the status. */
    @Test
    void aClassOfAnotherControllerInTheAnnotation() {
        LiveIngress ingress = ingresses.get("class");
        ingress.annotate(LEGACY_CLASS, "someone-else");
        ingress.awaitProblem("Held", "metadata.annotations[" + LEGACY_CLASS + "]", "someone-else");
        followsItsPods("class");
    }

    @Test
    void neverClaimsWhatTheAnnotationGivesToAnother() {
        Ingress manifest = shop.ingress("halfway", Shop.rule("halfway.test", Shop.path("Prefix", PATH, "service")));
        LiveIngress ingress = LiveIngress.create(
                rig,
                new IngressBuilder(manifest)
                        .editMetadata()
                        .addToAnnotations(LEGACY_CLASS, "someone-else")
                        .endMetadata()
                        .editSpec()
                        .withIngressClassName(null)
                        .endSpec()
                        .build());
        ingress.edit(edited -> edited.editSpec()
                .withIngressClassName(manifest.getSpec().getIngressClassName())
                .endSpec());

        ingress.awaitProblem("NotClaimed", "metadata.annotations[" + LEGACY_CLASS + "]", "someone-else");
        assertThat(ingress.metadata().getFinalizers()).isEmpty();
        assertThat(ingress.object().get()).isNull();
    }

    /** The conditions are one annotation more, and all together may have so many bytes. */
    @Test
    void annotationsWithoutRoomForTheConditions() {
        String key = "example.com/snippet";
        Ingress manifest = shop.ingress("full", Shop.rule("full.test", Shop.path("Prefix", PATH, "service")));
        LiveIngress ingress = LiveIngress.create(
                rig,
                new IngressBuilder(manifest)
                        .editMetadata()
                        .addToAnnotations(key, "x".repeat(MOST_ANNOTATIONS - key.length() - 40))
                        .endMetadata()
                        .build());

        ingress.awaitProblem("SyncFailed", "metadata.annotations", null);
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(ingress.addresses()).hasSize(1));
        ingress.awaitAnswer("full.test", PATH, shop.pods("service"));
    }

    @Test
    void aFiftyFirstRule() {
        LiveIngress ingress = ingresses.get("quota");
        ingress.edit(edited -> edited.editSpec()
                .editFirstRule()
                .editHttp()
                .addToPaths(Shop.path("Exact", "/one-more", "quota"))
                .endHttp()
                .endRule()
                .endSpec());
        ingress.awaitProblem("Rejected", "spec.rules[0].http.paths[" + (MOST_EXACT + 1) + "]", "quota.test =/one-more");
        followsItsPods("quota");
        assertThat(ingress.get("quota.test", "/one-more").status()).isEqualTo(404);
        assertThat(ingress.get("quota.test", "/p" + (MOST_EXACT - 1)).status()).isEqualTo(200);
    }
}
