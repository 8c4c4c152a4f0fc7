package io.enidirect.operator.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guides tell people to write can be read: no field that is not known, none that lacks. */
class GuideManifestsTest {
    private static final Path GUIDES = Path.of("..", "docs", "guides");
    private static final Pattern MANIFEST = Pattern.compile("(?s)```yaml\\n(apiVersion:.*?)```");

    static List<String> manifests() throws IOException {
        try (Stream<Path> pages = Files.list(GUIDES)) {
            List<String> all = pages.sorted()
                    .flatMap(page -> MANIFEST.matcher(read(page)).results().map(found -> found.group(1)))
                    .toList();
            assertThat(all).hasSizeGreaterThan(7);
            return all;
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void eachManifestCanBeRead(String manifest) {
        assertThat(plan(manifest)).doesNotContain("standard input, document");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selektor: {}\n",
                "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n"
            })
    void seesOneThatCannot(String manifest) {
        assertThat(plan(manifest)).contains("standard input, document");
    }

    private static String plan(String manifest) {
        return Transcript.of(
                        GUIDES,
                        new ByteArrayInputStream(manifest.getBytes(UTF_8)),
                        List.of("plan", "-f", "-", "--external-ranges", "192.168.0.0/16"))
                .output();
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new AssertionError(page + " can't be read", e);
        }
    }
}
