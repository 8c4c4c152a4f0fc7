package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Call;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackendBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A new Ingress asks for something that can't be had. One event says what and what to do; its other rules are served, and
 * the rest is as soon as it can be, without anybody touching the Ingress.
 */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IngressRefusedTest {
    private static final String GOOD = "/good";
    private static final String SPECIFIC = "ImplementationSpecific";
    private static final String SECOND_PATH = "spec.rules[0].http.paths[1]";
    private static final String THIRD_PATH = "spec.rules[0].http.paths[2]";
    /** In an event a value is shown up to its 80th character. */
    private static final List<String> BAD_PATHS =
            List.of("/~x", "/^~x", "/\"x\"", "/'x'", "/a b", "/a\nb", "/a,b", "/" + "x".repeat(200));

    private static final String LONG_HOST = "a".repeat(40) + "." + "b".repeat(40);
    private static final String RESERVED_HOST = "default.eni-direct.invalid";
    /** What fits beside the two rules of the good path and the one of the default domain. */
    private static final int MOST_EXACT = 47;

    private Rig rig;
    private Shop shop;
    private LivePods web;
    private final Map<String, LiveIngress> ingresses = new HashMap<>();

    /** All at once: they are ready at about the same time. */
    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster, Rig.Setup.SERVING);
        shop = Shop.open(rig, "refused");
        web = shop.backend("web", 1);
        shop.service("ports");
        create("neighbour");
        create("paths", BAD_PATHS.stream().map(path -> Shop.path(SPECIFIC, path, "web")));
        create(
                "hosts",
                ingress -> ingress.editSpec()
                        .addToRules(
                                Shop.rule(LONG_HOST, Shop.path("Prefix", "/", "web")),
                                Shop.rule(RESERVED_HOST, Shop.path("Prefix", "/", "web")))
                        .endSpec());
        create("service", Stream.of(Shop.path("Prefix", "/later", "later")));
        create(
                "port",
                Stream.of(
                        Shop.path("Prefix", "/number", servicePort("ports", 8443, null)),
                        Shop.path("Prefix", "/name", servicePort("ports", null, "metrics"))));
        create("kind", Stream.of(Shop.path("Prefix", "/assets", bucket())));
        create("twice", Stream.of(Shop.path("Prefix", "/same", "web"), Shop.path("Prefix", "/same", "ports")));
        create("quota", IntStream.rangeClosed(0, MOST_EXACT).mapToObj(i -> Shop.path("Exact", "/p" + i, "web")));
        create(
                "tls",
                ingress -> ingress.editSpec()
                        .addNewTl()
                        .withHosts("tls.test")
                        .withSecretName("tls")
                        .endTl()
                        .endSpec());
        create(
                "profile",
                ingress -> ingress.editMetadata()
                        .addToAnnotations("eni-direct.io/profile", shop.namespace())
                        .endMetadata());
        create(
                "class",
                ingress -> ingress.editSpec()
                        .withIngressClassName(shop.namespace() + "-later")
                        .endSpec());
    }

    @AfterEach
    void theNeighbourGoesOn() {
        LiveIngress neighbour = ingresses.get("neighbour").awaitReady();
        assertThat(neighbour.get("neighbour.test", GOOD).status()).isEqualTo(200);
        assertThat(neighbour.events()).noneMatch(event -> event.getType().equals("Warning"));
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private void create(String name) {
        create(name, Stream.of());
    }

    private void create(String name, Stream<HTTPIngressPath> more) {
        create(
                name,
                ingress -> ingress.editSpec()
                        .editFirstRule()
                        .editHttp()
                        .addAllToPaths(more.toList())
                        .endHttp()
                        .endRule()
                        .endSpec());
    }

    /** With a good path beside what it is about. */
    private void create(String name, UnaryOperator<IngressBuilder> change) {
        var good = shop.ingress(name, Shop.rule(name + ".test", Shop.path("Prefix", GOOD, "web")));
        ingresses.put(
                name,
                LiveIngress.create(rig, change.apply(new IngressBuilder(good)).build()));
    }

    private static IngressBackend servicePort(String service, Integer number, String name) {
        return new IngressBackendBuilder()
                .withNewService()
                .withName(service)
                .withNewPort(name, number)
                .endService()
                .build();
    }

    private static IngressBackend bucket() {
        return new IngressBackendBuilder()
                .withNewResource("k8s.example.com", "StorageBucket", "static")
                .build();
    }

    private LiveIngress servesTheRest(String name) {
        LiveIngress ingress = ingresses.get(name);
        ingress.awaitAnswer(name + ".test", GOOD, web);
        return ingress;
    }

    @Test
    void pathsThatTheCloudHasNoRuleFor() {
        LiveIngress ingress = servesTheRest("paths");
        for (int i = 0; i < BAD_PATHS.size(); i++) {
            ingress.awaitProblem("Rejected", "spec.rules[0].http.paths[" + (i + 1) + "].path", BAD_PATHS.get(i));
        }
        assertThat(ingress.get("paths.test", "/~x").status()).isEqualTo(404);
        assertThat(ingress.get("paths.test", "/x").status()).isEqualTo(404);
        assertThat(ingress.rules()).hasSize(3);
    }

    @Test
    void hostsThatTheCloudHasNoRuleFor() {
        LiveIngress ingress = servesTheRest("hosts");
        ingress.awaitProblem("Rejected", "spec.rules[1].host", LONG_HOST);
        ingress.awaitProblem("Rejected", "spec.rules[2].host", RESERVED_HOST);
        assertThat(ingress.get(LONG_HOST, GOOD).status()).isEqualTo(404);
        assertThat(ingress.get(RESERVED_HOST, "/").status()).isEqualTo(404);
    }

    @Test
    void aServiceThatIsNotThereIsServedOnceItIs() {
        LiveIngress ingress = servesTheRest("service");
        ingress.awaitProblem("SyncFailed", SECOND_PATH + ".backend.service.name", "later");
        assertThat(ingress.get("service.test", "/later").status()).isEqualTo(404);

        LivePods later = shop.backend("later", 1);
        ingress.awaitAnswer("service.test", "/later", later);
        ingress.awaitReady();
        assertThat(ingress.metadata().getGeneration()).isEqualTo(1);
    }

    @Test
    void portsThatAreNotThereAreServedOnceTheyAre() {
        LiveIngress ingress = servesTheRest("port");
        ingress.awaitProblem("SyncFailed", SECOND_PATH + ".backend.service.port", "8443");
        ingress.awaitProblem("SyncFailed", THIRD_PATH + ".backend.service.port", "metrics");
        assertThat(ingress.get("port.test", "/number").status()).isEqualTo(404);
        assertThat(ingress.get("port.test", "/name").status()).isEqualTo(404);

        rig.cluster().deploy(shop.namespace(), "ports", 1);
        rig.cluster().apply(shop.namespace(), """
                apiVersion: v1
                kind: Service
                metadata: {name: ports}
                spec:
                  selector: {app: ports}
                  ports:
                    - {name: http, port: 80, targetPort: 8080}
                    - {name: https, port: 8443, targetPort: 8080}
                    - {name: metrics, port: 9090, targetPort: 8080}
                """);
        ingress.awaitAnswer("port.test", "/number", shop.pods("ports"));
        ingress.awaitAnswer("port.test", "/name", shop.pods("ports"));
        ingress.awaitReady();
        assertThat(ingress.metadata().getGeneration()).isEqualTo(1);
    }

    @Test
    void aResourceOfAnUnknownKind() {
        LiveIngress ingress = servesTheRest("kind");
        ingress.awaitProblem("Unsupported", SECOND_PATH + ".backend.resource", "StorageBucket.k8s.example.com");
        assertThat(ingress.get("kind.test", "/assets").status()).isEqualTo(404);
    }

    @Test
    void aHostAndPathThatAreThereTwiceAreTheFirstOnes() {
        LiveIngress ingress = servesTheRest("twice");
        ingress.awaitProblem("Conflict", THIRD_PATH, "twice.test /same/");
        ingress.awaitAnswer("twice.test", "/same/thing", web);
        ingress.awaitAnswer("twice.test", "/same", web);
    }

    @Test
    void theFiftyFirstRuleIsRefusedBeforeTheCloudIsAsked() {
        LiveIngress ingress = servesTheRest("quota");
        ingress.awaitProblem(
                "Rejected", "spec.rules[0].http.paths[" + (MOST_EXACT + 1) + "]", "quota.test =/p" + MOST_EXACT);
        ingress.awaitAnswer("quota.test", "/p0", web);
        ingress.awaitAnswer("quota.test", "/p" + (MOST_EXACT - 1), web);
        assertThat(ingress.get("quota.test", "/p" + MOST_EXACT).status()).isEqualTo(404);
        assertThat(ingress.rules()).hasSize(50);
        ingress.awaitQuiet();
        String id = ingress.loadBalancerId();
        assertThat(rig.cloud().calls())
                .filteredOn(call -> id.equals(call.loadBalancer()))
                .filteredOn(call -> call.action().equals("CreateRule"))
                .extracting(Call::result)
                .containsOnly("OK");
    }

    @Test
    void nothingOfANewOneThatAsksForTlsIsServedInClear() {
        LiveIngress ingress = ingresses.get("tls");
        ingress.awaitProblem("Unsupported", "spec.tls", null);
        String owner = ingress.metadata().getUid();
        await().during(Duration.ofSeconds(1)).atMost(LiveSource.PATIENCE).untilAsserted(() -> {
            assertThat(rig.cloud().state().loadBalancers())
                    .filteredOn(one -> owner.equals(one.tags().get("eni-direct-owner")))
                    .allSatisfy(one -> assertThat(one.listeners()).isEmpty());
            assertThat(ingress.addresses()).isEmpty();
        });

        ingress.edit(edited -> edited.editSpec().withTls().endSpec());
        servesTheRest("tls");
    }

    @Test
    void aProfileThatIsNotThereIsWaitedFor() {
        LiveIngress ingress = ingresses.get("profile");
        ingress.awaitProblem("SyncFailed", "metadata.annotations[eni-direct.io/profile]", shop.namespace());
        assertThat(ingress.object().get()).isNull();

        rig.cluster().apply("default", """
                apiVersion: eni-direct.io/v1alpha1
                kind: LoadBalancerProfile
                metadata: {name: %s}
                spec: {tags: {team: shop}}
                """.formatted(shop.namespace()));
        servesTheRest("profile");
        assertThat(ingress.inCloud().tags()).containsEntry("team", "shop");
    }

    /** Not ours and not touched, until it turns out to be. */
    @Test
    void aClassThatIsNotThereIsNobodys() {
        LiveIngress ingress = ingresses.get("class");
        await().during(Duration.ofSeconds(1)).atMost(LiveSource.PATIENCE).untilAsserted(() -> {
            assertThat(ingress.metadata().getFinalizers()).isEmpty();
            assertThat(ingress.object().get()).isNull();
            assertThat(ingress.events()).isEmpty();
        });

        shop.ingressClass(shop.namespace() + "-later", Shop.CONTROLLER);
        servesTheRest("class").awaitReady();
    }
}
