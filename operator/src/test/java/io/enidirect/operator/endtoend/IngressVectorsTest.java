package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the Kubernetes documentation: each request goes where the documentation says. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IngressVectorsTest {
    private static final String FILE = "/ingress-vectors.json";
    private static final int RULE_SETS = 17;
    private static final int VECTORS = 52;

    record Path(String path, String pathType, String backend) {}

    record Rule(@Nullable String host, List<Path> paths) {}

    /** What an Ingress says; many vectors share one. */
    record RuleSet(List<Rule> rules, @Nullable String defaultBackend) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Sent(String host, String path) {}

    record Expected(@Nullable String backend, int status) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Vector(
            String id,
            @JsonProperty("ingress_rules") List<Rule> rules,
            @JsonProperty("default_backend") @Nullable String defaultBackend,
            Sent request,
            Expected expect) {

        RuleSet ruleSet() {
            return new RuleSet(rules, defaultBackend);
        }

        /** As its test is listed. */
        @Override
        public String toString() {
            return id + ": " + request.host() + request.path();
        }
    }

    record File(Object meta, List<Vector> vectors) {}

    private final List<Vector> vectors = read();
    private final Map<RuleSet, LiveIngress> ingresses = new LinkedHashMap<>();
    private Rig rig;
    private Shop shop;

    /** All at once: they are ready at about the same time. */
    @BeforeAll
    void start(Cluster cluster) {
        assertThat(vectors).hasSize(VECTORS);
        rig = Rig.start(cluster, Rig.Setup.SERVING);
        shop = Shop.open(rig, "vectors");
        TreeSet<String> backends = new TreeSet<>();
        vectors.forEach(vector -> backends.addAll(backends(vector.ruleSet())));
        backends.forEach(this::serve);
        for (Vector vector : vectors) {
            ingresses.computeIfAbsent(
                    vector.ruleSet(),
                    rules -> LiveIngress.create(rig, ingress("set-" + (ingresses.size() + 1), rules)));
        }
        assertThat(ingresses).hasSize(RULE_SETS);
        ingresses.values().forEach(LiveIngress::awaitReady);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    List<Vector> vectors() {
        return vectors;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void isAnsweredAsTheDocumentationSays(Vector vector) {
        LiveIngress ingress = ingresses.get(vector.ruleSet());
        for (Web.Answer answer : ask(ingress, vector.request())) {
            assertThat(answer.status()).isEqualTo(vector.expect().status());
            String backend = vector.expect().backend();
            assertThat(answer.pod()).isEqualTo(backend == null ? "" : named(backend));
        }
    }

    /** Without a host it is a request to the VIP, with that as its Host or, in HTTP/1.0, without any. */
    private static List<Web.Answer> ask(LiveIngress ingress, Sent request) {
        if (request.host().isEmpty()) {
            return List.of(
                    Web.getWithoutHost(ingress.server(), request.path()),
                    ingress.get(ingress.addresses().get(0), request.path()));
        }
        return List.of(ingress.get(request.host(), request.path()));
    }

    private static List<String> backends(RuleSet rules) {
        return Stream.concat(
                        rules.rules().stream()
                                .flatMap(rule -> rule.paths().stream())
                                .map(Path::backend),
                        Stream.ofNullable(rules.defaultBackend()))
                .map(IngressVectorsTest::named)
                .toList();
    }

    /** Kubernetes refuses names that end in a dash. */
    private static String named(String backend) {
        return backend.endsWith("-") ? backend + "slash" : backend;
    }

    /** A Service with one pod, whose answers bear the Service's name. */
    private void serve(String backend) {
        shop.service(backend);
        rig.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(shop.namespace())
                        .withName(backend)
                        .addToLabels("app", backend)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("echo")
                        .withImage("echo")
                        .addNewPort()
                        .withContainerPort(8080)
                        .endPort()
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    private Ingress ingress(String name, RuleSet set) {
        List<IngressRule> rules = new ArrayList<>();
        for (Rule rule : set.rules()) {
            rules.add(Shop.rule(
                    rule.host(),
                    rule.paths().stream()
                            .map(path -> Shop.path(path.pathType(), path.path(), named(path.backend())))
                            .toArray(HTTPIngressPath[]::new)));
        }
        Ingress plain = shop.ingress(name, rules.toArray(IngressRule[]::new));
        return set.defaultBackend() == null
                ? plain
                : new IngressBuilder(plain)
                        .editSpec()
                        .withDefaultBackend(Shop.backend(named(set.defaultBackend())))
                        .endSpec()
                        .build();
    }

    private static List<Vector> read() {
        try (InputStream file = IngressVectorsTest.class.getResourceAsStream(FILE)) {
            return Serialization.jsonMapper().readValue(file, File.class).vectors();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
