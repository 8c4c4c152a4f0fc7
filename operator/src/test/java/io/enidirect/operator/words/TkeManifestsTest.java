package io.enidirect.operator.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users of TKE have written, as it is, on a cluster where class {@code qcloud} is ours: what it is told, and the calls that
 * it comes to. {@code -Dgolden.update} rewrites what is expected.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TkeManifestsTest {
    private static final Path PLACE = Path.of("src", "test", "resources", "tke-manifests");
    private static final boolean UPDATE = System.getProperty("golden.update") != null;

    private final CallLog log = new CallLog();

    @AfterAll
    void close() {
        log.close();
    }

    static List<Path> manifests() {
        try (Stream<Path> files = Files.list(PLACE)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void worksUnchangedOrIsAnswered(Path manifest) throws IOException {
        List<JsonNode> documents = World.documents(manifest);
        String kind = documents.get(0).path("kind").asText();

        Household household = new Household(kind, world(kind, documents), clock -> log.cloud()).settle();

        String outcome = household.problems().stream()
                        .map(problem ->
                                "told " + problem.code().text() + " " + problem.object() + " " + problem.field() + "\n")
                        .collect(Collectors.joining())
                + log.take(household).stream().map(call -> call.line() + "\n").collect(Collectors.joining());
        Path expected = Path.of(manifest.toString().replace(".yaml", ".txt"));
        if (UPDATE) {
            Files.writeString(expected, outcome);
        }
        assertThat(outcome).isEqualTo(Files.readString(expected));
    }

    /** In the place of the source that words are tried on, with its pods. */
    private static World world(String kind, List<JsonNode> documents) {
        Map<String, JsonNode> others = new LinkedHashMap<>(World.of(kind).objects());
        others.remove(kind + "/web");
        return new World(others).with(documents);
    }
}
