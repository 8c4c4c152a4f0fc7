package io.enidirect.sandbox;

import io.fabric8.kubeapitest.Utils;
import io.fabric8.kubeapitest.binary.OSInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The layout in which kube-api-test looks for executables: {@code k8s/<version>-<os>-<arch>/}. */
final class Platform {

    static final String SUFFIX = Utils.platformSuffix(new OSInfo());

    private Platform() {}

    static Path folder(Path directory, String version) {
        return directory.resolve("k8s").resolve(version + SUFFIX);
    }

    static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + tree, e);
        }
    }
}
