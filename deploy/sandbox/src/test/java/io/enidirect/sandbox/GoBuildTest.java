package io.enidirect.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoBuildTest {

    @ParameterizedTest
    @CsvSource({"go1.24.0,true", "go1.26.8,true", "go2.0,true", "go1.23.9,false", "devel,false"})
    void wantsGoOfTheLastYears(String version, boolean recent) {
        assertThat(GoBuild.recent(version + "\n")).isEqualTo(recent);
    }

    @Test
    void repeatsTheReplacementsOfKubernetesInItsOwnModule() {
        String kubernetes = """
                module k8s.io/kubernetes

                go 1.24.0

                godebug (
                \tdefault=go1.24
                )

                require (
                \tk8s.io/api v0.0.0
                )

                replace (
                \tk8s.io/api => ./staging/src/k8s.io/api
                \tk8s.io/kubelet => ./staging/src/k8s.io/kubelet
                )
                """;

        assertThat(GoBuild.moduleOf(kubernetes)).isEqualTo("""
                        module build

                        go 1.24.0
                        godebug (
                        \tdefault=go1.24
                        )

                        require k8s.io/kubernetes v1.34.4

                        replace k8s.io/api => k8s.io/api v0.34.4
                        replace k8s.io/kubelet => k8s.io/kubelet v0.34.4
                        """);
    }

    @Test
    void leavesNothingBehindWhereGoFails(@TempDir Path temp) throws IOException {
        Path bin = Files.createDirectory(temp.resolve("bin"));
        Path go = Files.writeString(
                bin.resolve("go"),
                "#!/bin/sh\n[ \"$1\" = env ] && echo go1.24.1 && exit 0\necho no route >&2; exit 1\n");
        assertThat(go.toFile().setExecutable(true)).isTrue();
        Path home = Files.createDirectory(temp.resolve("home"));
        List<String> progress = new ArrayList<>();

        assertThat(new GoBuild(Map.of("PATH", bin + ":/usr/bin:/bin")).fill(home, progress::add))
                .hasValueSatisfying(refusal -> assertThat(refusal).contains("failed with exit code 1: no route"));
        assertThat(home).isEmptyDirectory();
        assertThat(progress).containsExactly("fetching the Go modules of Kubernetes 1.34.4");
    }
}
