package io.enidirect.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedCluster.class)
class KilledJvmTest {

    @TempDir
    Path temp;

    /** What the child JVM runs: a cluster that nobody closes. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Cluster cluster = Cluster.start(ClusterOptions.defaults());
            cluster.guard().add(new ProcessBuilder("sleep", "600").start().toHandle());
            System.out.println("started " + cluster.kubeConfigFile());
            System.in.read();
        }
    }

    @Test
    void leavesNoProcessBehind(KubernetesBinaries binaries) throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temp, // what a killed cluster leaves behind are two directories of etcd's
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
            // what it logs on a busy machine comes there, too
            assertThat(output.lines().anyMatch(line -> line.startsWith("started")))
                    .isTrue();
            List<ProcessHandle> family = child.descendants().toList();
            // etcd, kube-apiserver, the guard's shell, what was added to it, and kube-controller-manager if it is there
            assertThat(family).hasSize(binaries.controllerManager() ? 5 : 4);

            child.destroyForcibly();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
        } finally {
            child.destroyForcibly();
        }
    }
}
