package io.enidirect.operator;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.enidirect.sandbox.KubernetesBinaries;
import io.enidirect.sandbox.MissingBinaries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One real control plane with our kinds for all tests of this JVM, handed to those that take a {@link Cluster}. They keep
 * apart by namespace. Where its executables are missing the tests are skipped with a line, unless
 * {@code KUBE_API_TEST_DIR} says that they have to be there.
 */
public final class SharedCluster implements ExecutionCondition, ParameterResolver {

    /** Closed by JUnit after the last class. */
    private record Shared(@Nullable Cluster cluster, String missing) implements AutoCloseable {
        @Override
        public void close() {
            if (cluster != null) {
                cluster.close();
            }
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Shared shared = shared(context);
        return shared.cluster() != null
                ? ConditionEvaluationResult.enabled("a real control plane is there")
                : ConditionEvaluationResult.disabled(shared.missing());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Cluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Objects.requireNonNull(shared(context).cluster());
    }

    private static Shared shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(Shared.class, key -> start(), Shared.class);
    }

    private static Shared start() {
        KubernetesBinaries binaries;
        try {
            binaries = KubernetesBinaries.find(System.out::println);
        } catch (MissingBinaries e) {
            if (System.getenv("KUBE_API_TEST_DIR") != null) {
                throw e;
            }
            System.out.println("Skipped: the tests against a real control plane. " + e.getMessage());
            return new Shared(null, e.getMessage());
        }
        // no cap of 253 Services, and no sockets where only the API matters
        ClusterOptions options = ClusterOptions.defaults()
                .withServiceCidr("10.97.0.0/16")
                .withEcho(false)
                .withCrds(crds());
        return new Shared(Cluster.start(binaries, options), "");
    }

    private static List<String> crds() {
        return Stream.of(
                        "cloudloadbalancers.eni-direct.io",
                        "externalbackends.eni-direct.io",
                        "loadbalancerprofiles.eni-direct.io",
                        "tkeserviceconfigs.cloud.tencent.com")
                .map(kind -> resource("/META-INF/fabric8/" + kind + "-v1.yml"))
                .toList();
    }

    private static String resource(String path) {
        try (InputStream in = Objects.requireNonNull(SharedCluster.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
