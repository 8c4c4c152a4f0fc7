package io.enidirect.operator.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A field that is missing, or is not what it should be, is told or has no effect; it ends no plan. */
class PlanRobustnessTest {
    private static final Path ROOT = Path.of("..");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** In place of each field, one after the other. Null takes it away. */
    private static final List<String> VALUES =
            List.of("null", "\"\"", "\"x\"", "\"*\"", "-1", "70000", "1.5", "true", "[]", "[null]", "{}", "{\"a\": 1}");

    static List<Path> files() throws IOException {
        try (Stream<Path> examples = Files.list(ROOT.resolve("deploy/examples"));
                Stream<Path> cases = Files.walk(Path.of("src/test/resources/preview"))) {
            return Stream.concat(examples, cases)
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void survivesEveryFieldThatIsWrong(Path file) throws IOException {
        List<Document> documents = new DocumentReader("in", new ArrayList<>()).read(Files.readString(file));
        int runs = 0;
        for (Document document : documents) {
            if (Kind.of(document.text("kind")).isEmpty()) {
                continue;
            }
            for (JsonPointer field : fields(document.node(), JsonPointer.empty())) {
                for (String value : VALUES) {
                    JsonNode whole = document.node().deepCopy();
                    put(whole, field, JSON.readTree(value));
                    ArrayNode list = JSON.createArrayNode();
                    documents.forEach(each -> list.add(each == document ? whole : each.node()));
                    ObjectNode all =
                            JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
                    all.set("items", list);
                    assertThat(Transcript.of(all.toString()))
                            .as("%s = %s", field, value)
                            .satisfies(run -> assertThat(run.exitCode()).isIn(0, 1, 2));
                    runs++;
                }
            }
        }
        assertThat(documents.isEmpty() || runs > 0).isTrue();
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
