package io.enidirect.quickstart;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.enidirect.sandbox.KubernetesBinaries;
import io.enidirect.sandbox.MissingBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What tests of the shipped jars run on. */
final class RealKubernetes {
    private RealKubernetes() {}

    /** Where binaries were promised their absence is a failure. */
    static boolean isThere() {
        try {
            KubernetesBinaries.find(System.out::println);
            return true;
        } catch (MissingBinaries e) {
            if (System.getenv("KUBE_API_TEST_DIR") != null) {
                throw e;
            }
            System.out.println("SKIPPED: tests that need a real Kubernetes; " + e.getMessage());
            return false;
        }
    }

    /** With the chart's kinds, and more. */
    static Cluster start(ClusterOptions options, String... more) throws IOException {
        List<String> crds = new ArrayList<>(List.of(more));
        try (Stream<Path> files = Files.list(Chart.DIRECTORY.resolve("files").resolve("crds"))) {
            for (Path file : files.sorted().toList()) {
                crds.add(Files.readString(file));
            }
        }
        return Cluster.start(options.withCrds(crds));
    }
}
