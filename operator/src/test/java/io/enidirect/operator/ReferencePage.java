package io.enidirect.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the reference that is written from the code: stale, its test fails; {@code -Ddocs.update} rewrites it. */
public final class ReferencePage {
    private static final Path DIRECTORY = Path.of("..", "docs", "reference");

    private ReferencePage() {}

    public static void check(String name, String content) throws IOException {
        Path page = DIRECTORY.resolve(name);
        if (System.getProperty("docs.update") != null) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(page, content);
        }
        assertThat(page)
                .as("is stale: run the build once with -Ddocs.update")
                .content()
                .isEqualTo(content);
    }
}
