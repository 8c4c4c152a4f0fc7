package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoOnTest {
    @TempDir
    Path directory;

    @Test
    void namesWhatTheReaderCanAskReadAndDisturb() {
        GoOn goOn = new GoOn(
                List.of("curl http://127.200.0.1:80/"),
                Optional.of(Path.of("/bin/kubectl")),
                Path.of("/q/kubeconfig"),
                "quickstart",
                URI.create("http://127.0.0.1:4000/"),
                List.of(Path.of("/q/controller.log"), Path.of("/q/simulator.log")),
                URI.create("http://127.0.0.1:5000/control"));

        assertThat(goOn.text()).isEqualTo("""

                It stays until you end it (Ctrl-C). To go on:
                  curl http://127.200.0.1:80/
                  export KUBECONFIG=/q/kubeconfig
                  /bin/kubectl -n quickstart get services,ingresses,pods,cloudloadbalancers
                  http://127.0.0.1:4000/ (status page of the controller)
                  tail -f /q/controller.log /q/simulator.log
                  curl http://127.0.0.1:5000/control/state (what the simulated cloud has; docs/reference/simulator.md says how to disturb it)
                """);
    }

    @Test
    void namesNoKubectlThatIsNotThere() throws IOException {
        Path brought = directory.resolve("brought");
        Path own = Files.createDirectories(directory.resolve("bin")).resolve("kubectl");
        String path = "/none::" + own.getParent();

        assertThat(GoOn.kubectl(brought, path)).isEmpty();
        executable(own);
        assertThat(GoOn.kubectl(brought, path)).contains(own);
        executable(brought);
        assertThat(GoOn.kubectl(brought, path)).contains(brought);
    }

    private static void executable(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
}
