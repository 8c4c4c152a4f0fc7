package io.enidirect.operator.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code preview/} is a test: {@code out.txt} begins with the arguments, goes on with what is printed and
 * ends with the exit code; the other files are those that it names. {@code -Dgolden.update} writes it anew, but for its
 * arguments.
 */
class PlanGoldenTest {
    private static final Path FOLDERS = Path.of("src", "test", "resources", "preview");

    static List<String> cases() throws IOException {
        try (Stream<Path> found = Files.list(FOLDERS)) {
            return found.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void prints(String name) throws IOException {
        Path expected = FOLDERS.resolve(name).resolve("out.txt");
        String command = Files.readString(expected).lines().findFirst().orElseThrow();

        Transcript run = Transcript.of(FOLDERS.resolve(name), InputStream.nullInputStream(), arguments(command));

        String text = command + "\n" + run.output() + "exit code " + run.exitCode() + "\n";
        if (System.getProperty("golden.update") != null) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected));
    }

    @Test
    void everyFileIsNamed() throws IOException {
        for (String name : cases()) {
            Path folder = FOLDERS.resolve(name);
            String command = Files.readString(folder.resolve("out.txt"))
                    .lines()
                    .findFirst()
                    .orElseThrow();
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()).filter(file -> !file.equals("out.txt")))
                        .isSubsetOf(arguments(command));
            }
        }
    }

    private static List<String> arguments(String command) {
        assertThat(command).startsWith("$ plan ");
        return List.of(command.substring(2).split(" "));
    }
}
