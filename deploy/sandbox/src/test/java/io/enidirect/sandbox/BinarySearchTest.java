package io.enidirect.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enidirect.sandbox.KubernetesBinaries.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinarySearchTest {

    @TempDir
    Path temp;

    private final List<String> progress = new ArrayList<>();

    @Test
    void takesTheNewestOfWhatTheVariableNames() throws IOException {
        install(temp, "1.33.9", "kube-apiserver", "etcd", "kubectl", "kube-controller-manager");
        install(temp, "1.34.10", "kube-apiserver", "etcd", "kubectl");
        install(temp, "1.35.0", "kube-apiserver");

        assertThat(search(Map.of("KUBE_API_TEST_DIR", temp.toString())))
                .isEqualTo(new KubernetesBinaries(temp, "1.34.10", false, Origin.CONFIGURED));
    }

    @Test
    void triesNothingElseWhereTheVariableNamesAnEmptyDirectory() {
        Map<String, String> environment = Map.of("KUBE_API_TEST_DIR", temp.toString(), "HOME", temp.toString());

        assertThatThrownBy(() -> search(environment, new Bringing()))
                .isInstanceOf(MissingBinaries.class)
                .hasMessageContainingAll(
                        "KUBE_API_TEST_DIR is set to " + temp, "k8s/<version>-", "unset KUBE_API_TEST_DIR");
    }

    @Test
    void findsWhatLiesAtHome() throws IOException {
        Path home = temp.resolve(".kubeapitest");
        install(home, "1.34.4", "kube-apiserver", "etcd", "kubectl", "kube-controller-manager");

        assertThat(search(Map.of("HOME", temp.toString())))
                .isEqualTo(new KubernetesBinaries(home, "1.34.4", true, Origin.PRESENT));
    }

    @Test
    void asksTheNextSourceWhereOneCanNot() {
        assertThat(search(Map.of("HOME", temp.toString()), new Refusing(), new Bringing()))
                .isEqualTo(new KubernetesBinaries(temp.resolve(".kubeapitest"), "1.34.4", false, Origin.BUILT));
        assertThat(progress).containsExactly("download: no route");
    }

    @Test
    void saysWhatWasTriedAndWhatToDo() {
        Map<String, String> withoutGo = Map.of("HOME", temp.toString(), "PATH", temp.toString());

        assertThatThrownBy(() -> search(withoutGo, new Refusing(), new GoBuild(withoutGo)))
                .isInstanceOf(MissingBinaries.class)
                .hasMessageContainingAll(
                        temp.resolve(".kubeapitest") + ": no k8s/<version>-",
                        "download: no route",
                        "build: Go is not in PATH",
                        "install Go 1.24 or newer",
                        "set KUBE_API_TEST_DIR");
    }

    private KubernetesBinaries search(Map<String, String> environment, BinarySource... sources) {
        return new BinarySearch(environment, List.of(sources)).find(progress::add);
    }

    private static void install(Path directory, String version, String... names) throws IOException {
        Path folder = Files.createDirectories(Platform.folder(directory, version));
        for (String name : names) {
            Files.createFile(folder.resolve(name)).toFile().setExecutable(true);
        }
    }

    private static final class Refusing implements BinarySource {
        @Override
        public Origin origin() {
            return Origin.DOWNLOADED;
        }

        @Override
        public Optional<String> fill(Path directory, Consumer<String> progress) {
            return Optional.of("download: no route");
        }
    }

    private static final class Bringing implements BinarySource {
        @Override
        public Origin origin() {
            return Origin.BUILT;
        }

        @Override
        public Optional<String> fill(Path directory, Consumer<String> progress) {
            try {
                install(directory, "1.34.4", "kube-apiserver", "etcd", "kubectl");
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(e.toString());
            }
        }
    }
}
