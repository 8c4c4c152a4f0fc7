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
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What restricts is never left out. One source for each word, new: nothing is ordered for it, until the word is taken away.
 * And one that is programmed, which gets the word and with it a new part: what is there stays, and nothing is added.
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
            Word.annotation("Service", "service.cloud.tencent.com/target-groups", "[{\"name\":\"tg\"}]"),
            // longer than is kept in memory: it can't be read, and is not one that says nothing
            Word.annotation("Service", "service.cloud.tencent.com/securityGroups", " ".repeat(40_000) + "sg-a"),
            new Word("Service", "spec.loadBalancerSourceRanges", "[\"10.0.0.0/8\"]"),
            Word.annotation("Service", "service.cloud.tencent.com/cross-region-id", "ap-beijing"),
            Word.annotation("Service", "service.cloud.tencent.com/cross-vpc-id", "vpc-other"),
            Word.annotation("Service", "eni-direct.io/load-balancer", "big"),
            Word.annotation("Service", "service.kubernetes.io/qcloud-loadbalancer-internal-subnet-id", "subnet-a"),
            new Word("Ingress", "spec.tls", "[{\"hosts\":[\"a.test\"],\"secretName\":\"cert\"}]"),
            Word.annotation("Ingress", "kubernetes.io/ingress.existLbId", "lb-a1b2c3d4"),
            Word.annotation("Ingress", "ingress.cloud.tencent.com/hybrid-type", "CCN"),
            Word.annotation("Ingress", "nginx.ingress.kubernetes.io/whitelist-source-range", "10.0.0.0/8"),
            Word.annotation("Ingress", "nginx.ingress.kubernetes.io/denylist-source-range", "10.0.0.0/8"),
            Word.annotation("Ingress", "nginx.ingress.kubernetes.io/auth-type", "basic"),
            Word.annotation("Ingress", "nginx.ingress.kubernetes.io/auth-tls-secret", "shop/ca"),
            Word.annotation("Ingress", "ingress.cloud.tencent.com/cross-region-id", "ap-beijing"),
            Word.annotation("Ingress", "ingress.cloud.tencent.com/cross-vpc-id", "vpc-other"),
            Word.annotation("Ingress", "eni-direct.io/load-balancer", "big"),
            Word.annotation("Ingress", "kubernetes.io/ingress.subnetid", "subnet-a"));

    /** Those that nobody knows, and that are almost one which restricts. */
    private static final Set<String> MISTYPED = Set.of(
            "service.cloud.tencent.com/securityGroups",
            "service.kubernetes.io/qcloud-loadbalancer-internal-subnet-id",
            "kubernetes.io/ingress.subnetid");

    private Rig rig;
    private Shop shop;
    private final Map<Word, LiveSource<?>> fresh = new LinkedHashMap<>();
    private final Map<Word, LiveSource<?>> programmed = new LinkedHashMap<>();

    /** All at once: they are ready at about the same time, and so are their answers. */
    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        shop = Shop.open(rig, "restricted");
        shop.service("backend");
        for (Word word : WORDS) {
            int number = WORDS.indexOf(word);
            fresh.put(word, create(word, "new-" + number, true));
            programmed.put(word, create(word, "standing-" + number, false));
        }
    }

    private LiveSource<?> create(Word word, String name, boolean said) {
        return word.kind().equals("Service")
                ? LiveService.create(rig, word.in(service(name, tcp(80, PORT)), said))
                : LiveIngress.create(rig, word.in(ingress(name, "/"), said));
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
        each(programmed, (word, source) -> source.awaitCondition("Programmed", "True"));
        each(fresh, RestrictionsTest::awaitRefusal);
        assertThat(rig.cloud().calls("CreateLoadBalancer")).hasSameSizeAs(programmed.values());
        assertThat(fresh.values()).allSatisfy(source -> {
            assertThat(source.object().get()).isNull();
            assertThat(source.addresses()).isEmpty();
        });
    }

    private static void each(Map<Word, LiveSource<?>> sources, BiConsumer<Word, LiveSource<?>> check) {
        sources.forEach((word, source) -> {
            try {
                check.accept(word, source);
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(word.toString(), e);
            }
        });
    }

    private static void awaitRefusal(Word word, LiveSource<?> source) {
        source.awaitEvent(
                word.key().filter(MISTYPED::contains).isPresent() ? "UnknownKey" : "Unsupported",
                word.kind() + " " + source.namespace + "/" + source.name + ": " + word.field(),
                "until then nothing new is made for it, and what is programmed stays as it is");
    }

    @Test
    @Order(2)
    void oneThatIsProgrammedStaysAndGetsNothingNewUntilTheWordIsTakenAway() {
        each(programmed, (word, source) -> source.awaitCondition("Accepted", "True"));
        Map<String, List<String>> addresses =
                programmed.values().stream().collect(Collectors.toMap(source -> source.name, LiveSource::addresses));

        each(programmed, (word, source) -> edit(source, word, true));
        each(programmed, (word, source) -> {
            source.awaitCondition("Accepted", "False");
            awaitRefusal(word, source);
            // what was planned with the condition has no step that could still come
            assertThat(parts(source)).as("of %s", word).isEqualTo(base(source));
            assertThat(source.addresses())
                    .as("of %s", word)
                    .isEqualTo(addresses.get(source.name))
                    .isNotEmpty();
        });

        each(programmed, (word, source) -> edit(source, word, false));
        each(programmed, (word, source) -> {
            source.awaitCondition("Accepted", "True");
            Set<String> wanted = new HashSet<>(base(source));
            wanted.add(added(source));
            await().atMost(LiveSource.PATIENCE)
                    .untilAsserted(() -> assertThat(parts(source)).isEqualTo(wanted));
        });
    }

    /** With the word or without it, and with one part that was not there before. */
    private void edit(LiveSource<?> source, Word word, boolean said) {
        if (source instanceof LiveService service) {
            service.change(now -> new ServiceBuilder(word.in(now, said))
                    .editSpec()
                    .withPorts(tcp(80, PORT), tcp(81, 81))
                    .endSpec()
                    .build());
        } else if (source instanceof LiveIngress ingress) {
            ingress.change(now -> new IngressBuilder(word.in(now, said))
                    .editSpec()
                    .withRules(ingress(source.name, "/", "/new").getSpec().getRules())
                    .endSpec()
                    .build());
        }
    }

    private static Set<String> parts(LiveSource<?> source) {
        return source instanceof LiveService service
                ? service.listeners().keySet()
                : ((LiveIngress) source).rules().keySet();
    }

    private static Set<String> base(LiveSource<?> source) {
        return source instanceof LiveService
                ? Set.of("TCP:80")
                : Set.of(source.name + ".test =/", "default.eni-direct.invalid =/eni-direct/none");
    }

    private static String added(LiveSource<?> source) {
        return source instanceof LiveService ? "TCP:81" : source.name + ".test =/new";
    }

    @Test
    @Order(3)
    void aNewOneIsServedOnceTheWordIsTakenAway() {
        each(fresh, (word, source) -> takeAway(word, source));

        each(fresh, (word, source) -> {
            await().atMost(LiveSource.PATIENCE)
                    .untilAsserted(() -> assertThat(source.addresses()).hasSize(1));
            source.awaitCondition("Accepted", "True");
        });
    }

    private static <T extends HasMetadata> void takeAway(Word word, LiveSource<T> source) {
        source.change(now -> word.in(now, false));
    }
}
