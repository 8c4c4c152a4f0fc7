package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What restricts is never left out. One source for each word, new: nothing is ordered for it, until the word is taken away.
 * And one that is programmed, which gets each word in turn and with it a new part: what is there stays, and nothing is added.
 */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RestrictionsTest {
    private static final int PORT = 8080;

    /**
     * A word of a Service or Ingress.
     *
     * @param field where it stands, in the notation of {@code kubectl explain}
     * @param value as JSON
     */
    private record Word(String kind, String field, String value) {
        static Word annotation(String kind, String key, String value) {
            return new Word(
                    kind,
                    "metadata.annotations[" + key + "]",
                    Serialization.asJson(value).trim());
        }

        Optional<String> key() {
            return field.startsWith("metadata")
                    ? Optional.of(field.substring(field.indexOf('[') + 1, field.length() - 1))
                    : Optional.empty();
        }

        /** The source with this word, or without it. */
        <T extends HasMetadata> T in(T source, boolean said) {
            var tree = Serialization.jsonMapper().<ObjectNode>valueToTree(source);
            var parent = key().isPresent() ? tree.withObject("/metadata/annotations") : tree.withObject("/spec");
            String name = key().orElse(field.substring(field.indexOf('.') + 1));
            if (said) {
                parent.set(name, Serialization.unmarshal(value, JsonNode.class));
            } else {
                parent.remove(name);
            }
            return Serialization.unmarshal(tree.toString());
        }

        @Override
        public String toString() {
            return kind + " " + field + " " + value.strip();
        }
    }

    private static final List<Word> WORDS = List.of(
            Word.annotation(
                    "Service",
                    "service.cloud.tencent.com/specify-protocol",
                    "{\"80\":{\"protocol\":[\"TCP_SSL\"],\"tls\":\"cert\"}}"),
            Word.annotation("Service", "service.kubernetes.io/tke-existed-lbid", "lb-a1b2c3d4"),
            Word.annotation("Service", "service.cloud.tencent.com/security-groups", "sg-a"),
            // longer than is kept in memory: it can't be read, and is not one that says nothing
            Word.annotation("Service", "service.cloud.tencent.com/securityGroups", " ".repeat(40_000) + "sg-a"),
            new Word("Service", "spec.loadBalancerSourceRanges", "[\"10.0.0.0/8\"]"),
            Word.annotation("Service", "service.cloud.tencent.com/loadbalance-retain", "true"),
            Word.annotation("Service", "service.cloud.tencent.com/deletion-protection", "true"),
            Word.annotation("Service", "service.cloud.tencent.com/mode", "skip"),
            Word.annotation("Service", "eni-direct.io/mode", "skip"),
            Word.annotation("Service", "service.cloud.tencent.com/cross-region-id", "ap-beijing"),
            Word.annotation("Service", "service.cloud.tencent.com/cross-vpc-id", "vpc-other"),
            Word.annotation("Service", "service.kubernetes.io/service.extensiveParameters", "{\"VipIsp\":\"CTCC\"}"),
            Word.annotation("Service", "eni-direct.io/load-balancer", "big"),
            Word.annotation("Service", "service.kubernetes.io/qcloud-loadbalancer-internal-subnet-id", "subnet-a"),
            new Word("Ingress", "spec.tls", "[{\"hosts\":[\"a.test\"],\"secretName\":\"cert\"}]"),
            Word.annotation("Ingress", "kubernetes.io/ingress.existLbId", "lb-a1b2c3d4"),
            Word.annotation("Ingress", "ingress.cloud.tencent.com/security-groups", "sg-a"),
            Word.annotation("Ingress", "nginx.ingress.kubernetes.io/whitelist-source-range", "10.0.0.0/8"),
            Word.annotation("Ingress", "nginx.ingress.kubernetes.io/denylist-source-range", "10.0.0.0/8"),
            Word.annotation("Ingress", "nginx.ingress.kubernetes.io/auth-type", "basic"),
            Word.annotation("Ingress", "nginx.ingress.kubernetes.io/auth-tls-secret", "shop/ca"),
            Word.annotation("Ingress", "ingress.cloud.tencent.com/loadbalance-retain", "true"),
            Word.annotation("Ingress", "ingress.cloud.tencent.com/deletion-protection", "true"),
            Word.annotation("Ingress", "ingress.cloud.tencent.com/mode", "skip"),
            Word.annotation("Ingress", "ingress.cloud.tencent.com/cross-region-id", "ap-beijing"),
            Word.annotation("Ingress", "ingress.cloud.tencent.com/cross-vpc-id", "vpc-other"),
            Word.annotation("Ingress", "kubernetes.io/ingress.extensiveParameters", "{\"VipIsp\":\"CTCC\"}"),
            Word.annotation("Ingress", "eni-direct.io/load-balancer", "big"),
            Word.annotation("Ingress", "kubernetes.io/ingress.subnetid", "subnet-a"));

    private Rig rig;
    private Shop shop;
    private final Map<Word, LiveSource<?>> fresh = new HashMap<>();
    private LiveService service;
    private LiveIngress ingress;

    static List<Word> words() {
        return WORDS;
    }

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        shop = Shop.open(rig, "restricted");
        shop.service("backend");
        for (Word word : WORDS) {
            String name = "new-" + WORDS.indexOf(word);
            fresh.put(
                    word,
                    word.kind().equals("Service")
                            ? LiveService.create(rig, word.in(service(name, tcp(80, PORT)), true))
                            : LiveIngress.create(rig, word.in(ingress(name, "/"), true)));
        }
        service = LiveService.create(rig, service("standing-service", tcp(80, PORT)));
        ingress = LiveIngress.create(rig, ingress("standing-ingress", "/"));
    }

    private Service service(String name, ServicePort... ports) {
        return Manifests.service(shop.namespace(), name, ports);
    }

    private Ingress ingress(String name, String... paths) {
        return shop.ingress(
                name,
                Shop.rule(
                        name + ".test",
                        Stream.of(paths)
                                .map(path -> Shop.path("Exact", path, "backend"))
                                .toArray(HTTPIngressPath[]::new)));
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    @Order(1)
    void nothingIsOrderedForANewOne() {
        service.awaitCondition("Programmed", "True");
        ingress.awaitCondition("Programmed", "True");
        fresh.forEach(RestrictionsTest::awaitRefusal);
        assertThat(rig.cloud().calls("CreateLoadBalancer")).hasSize(2);
        assertThat(fresh.values()).allSatisfy(source -> {
            assertThat(source.object().get()).isNull();
            assertThat(source.addresses()).isEmpty();
        });
    }

    private static void awaitRefusal(Word word, LiveSource<?> source) {
        source.awaitEvent(
                "Unsupported",
                word.kind() + " " + source.namespace + "/" + source.name + ": " + word.field(),
                "until then nothing new is made for it, and what is programmed stays as it is");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("words")
    @Order(2)
    void oneThatIsProgrammedStaysAndGetsNothingNewUntilTheWordIsTakenAway(Word word) {
        LiveSource<?> standing = word.kind().equals("Service") ? service : ingress;
        standing.awaitCondition("Accepted", "True");
        Set<String> parts = parts(standing);
        List<String> addresses = standing.addresses();
        int number = 1_000 + WORDS.indexOf(word);

        insist(() -> edit(standing, word, true, number));
        standing.awaitCondition("Accepted", "False");
        awaitRefusal(word, standing);
        // what was planned with the condition has no step that could still come
        assertThat(parts(standing)).isEqualTo(parts);
        assertThat(standing.addresses()).isEqualTo(addresses).isNotEmpty();

        insist(() -> edit(standing, word, false, number));
        standing.awaitCondition("Accepted", "True");
        Set<String> wanted = new HashSet<>(base(standing));
        wanted.add(part(standing, number));
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(parts(standing)).isEqualTo(wanted));
    }

    /** The controller may be writing, too. */
    private static void insist(ThrowingRunnable edit) {
        await().atMost(LiveSource.PATIENCE)
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .untilAsserted(edit);
    }

    /** With the word or without it, and with one part that was not there before. */
    private void edit(LiveSource<?> standing, Word word, boolean said, int number) {
        if (standing == service) {
            service.resource()
                    .edit(now -> new ServiceBuilder(word.in(now, said))
                            .editSpec()
                            .withPorts(tcp(80, PORT), tcp(number, number))
                            .endSpec()
                            .build());
        } else {
            ingress.resource()
                    .edit(now -> new IngressBuilder(word.in(now, said))
                            .editSpec()
                            .withRules(ingress("standing-ingress", "/", "/" + number)
                                    .getSpec()
                                    .getRules())
                            .endSpec()
                            .build());
        }
    }

    private Set<String> parts(LiveSource<?> standing) {
        return standing == service
                ? service.listeners().keySet()
                : ingress.rules().keySet();
    }

    private Set<String> base(LiveSource<?> standing) {
        return standing == service
                ? Set.of("TCP:80")
                : Set.of("standing-ingress.test =/", "default.eni-direct.invalid =/eni-direct/none");
    }

    private String part(LiveSource<?> standing, int number) {
        return standing == service ? "TCP:" + number : "standing-ingress.test =/" + number;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("words")
    @Order(3)
    void aNewOneIsServedOnceTheWordIsTakenAway(Word word) {
        LiveSource<?> source = Objects.requireNonNull(fresh.get(word));
        insist(() -> takeAway(word, source));

        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(source.addresses()).hasSize(1));
        source.awaitCondition("Accepted", "True");
    }

    private static <T extends HasMetadata> void takeAway(Word word, LiveSource<T> source) {
        source.resource().edit(now -> word.in(now, false));
    }
}
