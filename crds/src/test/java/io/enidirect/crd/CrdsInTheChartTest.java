package io.enidirect.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart's YAML is what the types say: {@code -Dcrds.update} writes it. */
final class CrdsInTheChartTest {
    private static final Path CHART = Path.of("..", "deploy", "helm", "eni-direct", "files", "crds");

    @TempDir
    Path scratch;

    static Stream<Class<? extends CustomResource<?, ?>>> kinds() {
        return GeneratedCrds.KINDS.stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isTheGeneratedYaml(Class<? extends CustomResource<?, ?>> kind) throws IOException {
        String generated = GeneratedCrds.yaml(kind, scratch);
        Path inChart = CHART.resolve(CustomResource.getCRDName(kind) + ".yaml");
        if (System.getProperty("crds.update") != null) {
            Files.writeString(inChart, generated);
        }

        assertThat(inChart)
                .as("is stale: run the build of crds once with -Dcrds.update")
                .content()
                .isEqualTo(generated);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void explainsTheKindAndEachOfItsFields(Class<? extends CustomResource<?, ?>> kind) throws IOException {
        JsonNode crd = Serialization.unmarshal(GeneratedCrds.yaml(kind, scratch), JsonNode.class);

        assertThat(undescribed("", crd.at("/spec/versions/0/schema/openAPIV3Schema")))
                .isEmpty();
    }

    /** The paths of what {@code kubectl explain} would have nothing to say of. */
    private static List<String> undescribed(String path, JsonNode schema) {
        List<String> found = new ArrayList<>();
        if (schema.path("description").asText().isBlank()) {
            found.add(path);
        }
        JsonNode held = schema.has("items") ? schema.get("items") : schema;
        held.path("properties")
                .properties()
                .forEach(property -> found.addAll(undescribed(path + "." + property.getKey(), property.getValue())));
        return found;
    }
}
