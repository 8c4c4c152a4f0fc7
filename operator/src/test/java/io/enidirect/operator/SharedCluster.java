package io.enidirect.operator;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.enidirect.sandbox.KubernetesBinaries;
import io.enidirect.sandbox.MissingBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cluster with our CRDs for all test classes of the JVM, given to parameters of type {@link Cluster}; keep apart by
 * namespace. It is kept by the session: where several JVMs share the classes, each class is a run of its own. Tests are skipped with a printed line where no binaries are to be had and none were promised.
 */
public final class SharedCluster implements ExecutionCondition, ParameterResolver {
    private static final Path CRDS = Path.of("..", "deploy", "helm", "eni-direct", "files", "crds");

    private record Found(Optional<KubernetesBinaries> binaries, String reason) {}

    private record Running(Cluster cluster) implements AutoCloseable {
        @Override
        public void close() {
            cluster.close();
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Found found = found(context);
        return found.binaries().isPresent()
                ? ConditionEvaluationResult.enabled(found.reason())
                : ConditionEvaluationResult.disabled(found.reason());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        KubernetesBinaries binaries = found(context).binaries().orElseThrow();
        return store(context)
                .getOrComputeIfAbsent(
                        Running.class, key -> new Running(Cluster.start(binaries, options())), Running.class)
                .cluster();
    }

    /** Of the shared one, and of one that a test starts for itself because it would harm the others. */
    public static ClusterOptions options() {
        return ClusterOptions.defaults().withCrds(crds()).withServiceCidr("10.97.0.0/16");
    }

    private static Found found(ExtensionContext context) {
        return store(context).getOrComputeIfAbsent(Found.class, key -> search(), Found.class);
    }

    private static Found search() {
        try {
            return new Found(Optional.of(KubernetesBinaries.find(System.out::println)), "a real Kubernetes is there");
        } catch (MissingBinaries e) {
            if (System.getenv("KUBE_API_TEST_DIR") != null) {
                throw e;
            }
            System.out.println("SKIPPED: tests that need a real Kubernetes; " + e.getMessage());
            return new Found(Optional.empty(), "no Kubernetes is to be had");
        }
    }

    private static List<String> crds() {
        try (Stream<Path> files = Files.list(CRDS)) {
            return files.sorted().map(SharedCluster::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedCluster.class));
    }
}
