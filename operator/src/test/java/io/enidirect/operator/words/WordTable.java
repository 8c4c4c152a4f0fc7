package io.enidirect.operator.words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All rows, by the file that they stand in. */
final class WordTable {
    static final Path PLACE = Path.of("src", "test", "resources", "words");

    private WordTable() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.list(PLACE.resolve("tables"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Row> rows(Path file) {
        return World.documents(file).stream()
                .flatMap(document -> Row.of(document).stream())
                .toList();
    }

    static List<Row> rows() {
        return files().stream().flatMap(file -> rows(file).stream()).toList();
    }
}
