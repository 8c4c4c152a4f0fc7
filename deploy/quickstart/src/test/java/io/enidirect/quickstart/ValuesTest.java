package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each value away from its default: what it does, and that a real API server takes what comes of it. */
@EnabledIf("io.enidirect.quickstart.RealKubernetes#isThere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValuesTest {
    private static final Path MONITORING = Path.of("src", "test", "resources", "chart", "monitoring.yaml");
    /** Helm gives it to every chart. */
    private static final String HELMS = "global";
    /** The cluster has them already. */
    private static final String NO_CRDS = "crds: {enabled: false}";

    private final Map<String, Chart.Rendered> rendered = new HashMap<>();
    private final Set<GenericKubernetesResource> taken = new HashSet<>();
    private Cluster cluster;
    private String namespace;

    static List<ValueRow> rows() throws IOException {
        return ValueRow.all();
    }

    @BeforeAll
    void start() throws IOException {
        cluster = RealKubernetes.start(ClusterOptions.defaults().withEcho(false), Files.readString(MONITORING));
        namespace = cluster.createNamespace("values");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void eachHasARowAndAWord() throws IOException {
        JsonNode schema = Serialization.unmarshal(
                Files.readString(Chart.DIRECTORY.resolve("values.schema.json")), JsonNode.class);
        String explained = Files.readString(Chart.DIRECTORY.resolve("values.yaml"));
        List<String> leaves =
                ValueRow.leaves("", schema).filter(leaf -> !leaf.equals(HELMS)).toList();

        assertThat(rows().stream().map(ValueRow::value).distinct()).containsExactlyInAnyOrderElementsOf(leaves);
        assertThat(leaves)
                .filteredOn(leaf -> !leaf.matches("options\\..*|probes\\..*|classes\\..*"))
                .allSatisfy(
                        leaf -> assertThat(explained).containsPattern("\\b" + leaf.replaceFirst(".*\\.", "") + ":"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isSeenAndTaken(ValueRow row) {
        String crds = row.value().startsWith("crds") || row.before().contains("crds") ? "{}" : NO_CRDS;
        Chart.Rendered before = rendered.computeIfAbsent(
                crds + row.before(), key -> Chart.renderInto(namespace, Chart.REQUIRED, crds, row.before()));
        Chart.Rendered after = Chart.renderInto(namespace, Chart.REQUIRED, crds, row.before(), row.values());

        assertThat(row.isSeenIn(before)).as("without").isFalse();
        assertThat(row.isSeenIn(after)).as("with").isTrue();
        after.objects().stream()
                .filter(object -> !before.objects().contains(object))
                .forEach(this::isTaken);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("together")
    void areTakenTogether(String values) {
        assertThat(Chart.renderInto(namespace, Chart.REQUIRED, NO_CRDS, values).objects())
                .isNotEmpty()
                .allSatisfy(this::isTaken);
    }

    static Stream<String> together() {
        return Stream.of(ChartValues.EVERY_OPTION, ChartValues.ALL_ON, ChartValues.ALL_OFF);
    }

    private void isTaken(GenericKubernetesResource object) {
        if (taken.add(object)) {
            assertThat(cluster.client()
                            .resource(object)
                            .dryRun()
                            .fieldValidation(Validation.STRICT)
                            .forceConflicts()
                            .serverSideApply())
                    .isNotNull();
        }
    }
}
