package io.enidirect.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.kinds.registry.House;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code desired/} is a test: {@code in.yaml} is what one reconcile sees, {@code out.yaml} what is wanted
 * then. {@code -Dgolden.update} writes the latter anew.
 */
class DesiredGoldenTest {
    private static final Path FOLDERS = folders();

    private static Path folders() {
        Path sources = Path.of("src", "test", "resources", "desired");
        if (Files.isDirectory(sources)) {
            return sources;
        }
        URL found = DesiredGoldenTest.class.getResource("/desired");
        try {
            return Path.of(Objects.requireNonNull(found).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> cases() throws IOException {
        try (Stream<Path> found = Files.list(FOLDERS)) {
            return found.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void wants(String name) throws IOException {
        GoldenInput in = GoldenInput.read(Files.readString(FOLDERS.resolve(name).resolve("in.yaml")));
        Path expected = FOLDERS.resolve(name).resolve("out.yaml");

        String out = GoldenOutput.of(House.desired(in.snapshot()));

        if (System.getProperty("golden.update") != null) {
            Files.writeString(expected, out);
        }
        assertThat(out).isEqualTo(Files.readString(expected));
        assertThat(GoldenOutput.of(House.desired(in.reversed())))
                .as("in reverse order")
                .isEqualTo(out);
    }

    @Test
    void everyFileIsUsed() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDERS)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> FOLDERS.relativize(file).toString())
                            .sorted())
                    .containsExactlyElementsOf(cases().stream()
                            .flatMap(name -> Stream.of(
                                    Path.of(name, "in.yaml").toString(),
                                    Path.of(name, "out.yaml").toString()))
                            .toList());
        }
    }
}
