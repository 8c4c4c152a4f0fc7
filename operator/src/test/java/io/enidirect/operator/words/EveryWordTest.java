package io.enidirect.operator.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.operator.annotations.KnownWords;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No word is without a row in the tables. */
class EveryWordTest {
    private static final Path CRDS = Path.of("..", "deploy", "helm", "eni-direct", "files", "crds");

    /** What the rows of these objects speak of, as {@code word} or {@code word of Kind}. */
    private static Set<String> tried(Predicate<Row> which) {
        return WordTable.rows().stream()
                .filter(which)
                .filter(row -> !row.takes().isEmpty() || !row.refuses().isEmpty())
                .map(Row::word)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyKeyAndFieldOfTheOneTableIsTriedOnEachKindThatItIsFor() {
        Set<String> known = new TreeSet<>();
        KnownWords.all()
                .forEach((word, kinds) -> kinds.stream()
                        // what this controller writes there comes of the rows of sources
                        .filter(kind -> !kind.equals("CloudLoadBalancer"))
                        .forEach(kind -> known.add(word + " of " + kind)));
        Set<String> tried = WordTable.rows().stream()
                .map(row -> row.word() + " of " + row.object().split("/")[0])
                .collect(Collectors.toSet());

        assertThat(tried).containsAll(known);
    }

    @ParameterizedTest
    @CsvSource({
        "loadbalancerprofiles.eni-direct.io.yaml, LoadBalancerProfile",
        "tkeserviceconfigs.cloud.tencent.com.yaml, TkeServiceConfig"
    })
    void everyFieldOfAKindIsTried(String file, String kind) {
        Set<String> fields = new TreeSet<>();
        fields("", World.documents(CRDS.resolve(file)).get(0).at("/spec/versions/0/schema/openAPIV3Schema"), fields);
        fields.removeIf(field -> !field.startsWith("spec."));

        assertThat(fields).isNotEmpty();
        assertThat(tried(row -> row.object().startsWith(kind + "/")))
                .as("fields of %s, or objects that are tried whole", kind)
                .satisfies(words -> assertThat(fields)
                        .allMatch(field -> words.stream()
                                .anyMatch(word -> field.equals(word)
                                        || field.startsWith(word + ".")
                                        || field.startsWith(word + "[]"))));
    }

    /** Those that have no others below them. */
    private static void fields(String path, JsonNode schema, Set<String> fields) {
        JsonNode properties = schema.path("properties");
        JsonNode items = schema.path("items");
        if (!properties.isEmpty()) {
            properties
                    .properties()
                    .forEach(field ->
                            fields(path + (path.isEmpty() ? "" : ".") + field.getKey(), field.getValue(), fields));
        } else if (items.has("properties")) {
            fields(path + "[]", items, fields);
        } else {
            fields.add(path);
        }
    }

    @Test
    void everyFieldOfAServicesSpecIsTried() {
        assertThat(tried(row -> row.object().equals("Service/web")))
                .containsAll(fields("spec.", ServiceSpec.class, "ports"))
                .containsAll(fields("spec.ports[].", ServicePort.class));
    }

    @Test
    void everyFieldOfAnIngresssSpecIsTried() {
        assertThat(tried(row -> row.object().equals("Ingress/web")))
                .containsAll(fields("spec.", IngressSpec.class, "rules"))
                .containsAll(fields("spec.rules[].", IngressRule.class, "http"))
                .containsAll(fields("spec.rules[].http.paths[].", HTTPIngressPath.class, "backend"))
                .contains("spec.rules[].http.paths[].backend.service.port");
    }

    /** @param deeper those that are tried by what is in them */
    private static Set<String> fields(String path, Class<?> model, String... deeper) {
        return Stream.of(model.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .map(Field::getName)
                .filter(name -> !name.equals("additionalProperties")
                        && !Arrays.asList(deeper).contains(name))
                .map(name -> path + name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
