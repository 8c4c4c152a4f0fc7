package io.enidirect.operator.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.options.PlanOptions;
import io.enidirect.operator.snapshot.AddressRange;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A field that is missing, or is not what it should be, is told or has no effect; it ends no plan. */
class PlanRobustnessTest {
    private static final Path EVERYTHING = Path.of("src", "test", "resources", "preview", "everything", "in.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** In place of each field, one after the other. Null takes it away. */
    private static final List<String> VALUES = List.of("null", "\"\"", "\"x\"", "-1", "true", "[null]", "{}");

    /** Maps, whose names are the author's. */
    private static final List<String> FREE = List.of("labels", "annotations", "selector", "tags", "data");

    private static final PlanOptions OPTIONS = new PlanOptions(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            HostNetworkTargets.DECLARED,
            Set.of(),
            true,
            List.of(AddressRange.parse("10.0.0.0/8")),
            List.of(AddressRange.parse("192.168.0.0/16")),
            PlanOptions.Output.TEXT);

    private final List<Document> documents =
            new DocumentReader("in", new ArrayList<>()).read(Files.readString(EVERYTHING));

    PlanRobustnessTest() throws IOException {}

    @TestFactory
    Stream<DynamicTest> survivesEveryFieldThatIsWrong() {
        return documents.stream()
                .map(document -> DynamicTest.dynamicTest(document.text("kind"), () -> spoil(document)));
    }

    @TestFactory
    Stream<DynamicTest> namesEveryUnknownFieldByItsWholePath() {
        return documents.stream()
                .filter(document -> kind(document).strict())
                .map(document -> DynamicTest.dynamicTest(document.text("kind"), () -> addUnknown(document)));
    }

    private static ManifestKind kind(Document document) {
        return ManifestKind.all(House.KINDS).stream()
                .filter(kind -> kind.named().equals(document.text("kind")))
                .findFirst()
                .orElseThrow();
    }

    private void addUnknown(Document document) throws IOException {
        ManifestKind kind = kind(document);
        for (JsonPointer parent : fields(document.node(), JsonPointer.empty())) {
            boolean free = FREE.stream().anyMatch(parent.last()::matchesProperty);
            if (free || !document.node().at(parent).isObject()) {
                continue;
            }
            JsonPointer field = parent.appendProperty("netwrok");
            for (String value : List.of("4", "{\"type\": \"Public\"}", "[{\"a\": [1]}]")) {
                for (boolean first : List.of(true, false)) {
                    JsonNode spoilt = document.node().deepCopy();
                    add((ObjectNode) spoilt.at(parent), first, JSON.readTree(value));
                    List<Flaw> flaws = new ArrayList<>();

                    new ObjectReader(flaws)
                            .read(new Document("in", 1, JsonPointer.empty(), spoilt, Map.of(field, 7)), kind);

                    assertThat(flaws)
                            .as("%s, %s, in %s", value, first ? "first" : "last", parent)
                            .contains(new Flaw("in", 1, 7, Document.field(field) + " is not known"));
                }
            }
        }
    }

    private static void add(ObjectNode object, boolean first, JsonNode value) {
        ObjectNode others = object.deepCopy();
        object.removeAll();
        if (first) {
            object.set("netwrok", value);
        }
        object.setAll(others);
        object.set("netwrok", value);
    }

    private void spoil(Document document) throws IOException {
        for (JsonPointer field : fields(document.node(), JsonPointer.empty())) {
            for (String value : VALUES) {
                JsonNode spoilt = document.node().deepCopy();
                put(spoilt, field, JSON.readTree(value));
                Document whole = new Document("in", document.number(), document.at(), spoilt, document.lines());
                assertThatCode(() -> plan(document, whole))
                        .as("%s of %s is %s", field, document.text("kind"), value)
                        .doesNotThrowAnyException();
            }
        }
    }

    private void plan(Document document, Document spoilt) {
        ManifestReader reader = new ManifestReader(House.KINDS);
        documents.forEach(each -> reader.add(each == document ? spoilt : each));
        Preview preview = new Previewer(new Cluster(reader.manifests(), House.KINDS, OPTIONS)).preview();
        assertThat(PreviewText.of(preview)).contains("In all: ");
        assertThat(PreviewJson.of(preview)).contains("\"exitCode\"");
    }

    private static List<JsonPointer> fields(JsonNode node, JsonPointer at) {
        List<JsonPointer> fields = new ArrayList<>();
        if (!at.matches()) {
            fields.add(at);
        }
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            fields.addAll(fields(node.path(index), at.appendIndex(index)));
        }
        node.properties().forEach(field -> fields.addAll(fields(field.getValue(), at.appendProperty(field.getKey()))));
        return fields;
    }

    private static void put(JsonNode root, JsonPointer field, JsonNode value) {
        JsonNode parent = root.at(field.head());
        String name = field.last().getMatchingProperty();
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        } else if (value.isNull()) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
    }
}
