package io.enidirect.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where the executables of a real Kubernetes lie on this machine.
 *
 * @param directory what kube-api-test calls its directory; must be writable until certificates lie in it
 * @param version of Kubernetes, such as {@code 1.34.4}
 * @param controllerManager whether kube-controller-manager is among them; a download brings none
 * @param origin how they were come by
 */
public record KubernetesBinaries(Path directory, String version, boolean controllerManager, Origin origin) {

    /** How the executables were come by. */
    public enum Origin {
        CONFIGURED("set by KUBE_API_TEST_DIR"),
        PRESENT("found in ~/.kubeapitest"),
        DOWNLOADED("downloaded into ~/.kubeapitest"),
        BUILT("built from their Go modules into ~/.kubeapitest");

        private final String words;

        Origin(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Finds them, or gets them once: what {@code KUBE_API_TEST_DIR} names and nothing else, if it is set; else
     * {@code ~/.kubeapitest}, filled by a download or, where Go 1.24 or newer is, by building their Go modules, which
     * takes minutes. Parallel callers, also of other JVMs, wait for the first.
     *
     * @param progress is told in a line what goes on, every few seconds while it takes long
     * @throws MissingBinaries where there are none by any of these ways
     */
    public static KubernetesBinaries find(Consumer<String> progress) {
        List<BinarySource> sources = List.of(new Download(), new GoBuild(System.getenv()));
        return new BinarySearch(System.getenv(), sources).find(progress);
    }

    /** The path of {@code kubectl} or another of them. */
    public Path executable(String name) {
        return Platform.folder(directory, version).resolve(name);
    }
}
