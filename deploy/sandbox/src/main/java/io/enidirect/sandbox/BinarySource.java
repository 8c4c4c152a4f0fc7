package io.enidirect.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A way to get Kubernetes' executables onto a machine that has none. */
interface BinarySource {

    KubernetesBinaries.Origin origin();

    /**
     * Fills {@code k8s/<version>-<os>-<arch>} below the directory, all at once: an interrupted try leaves nothing that
     * looks complete.
     *
     * @return empty when it is done, else in words why this way is closed
     */
    Optional<String> fill(Path directory, Consumer<String> progress);
}
