package io.enidirect.sandbox;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cluster for all test classes of a JVM, given to parameters of type {@link Cluster}; and the binaries for those that
 * start their own. Tests are skipped with a printed line where no binaries are to be had and none were promised.
 */
final class SharedCluster implements ExecutionCondition, ParameterResolver {

    /** A kind that the controllers know from their start, so that what it owns goes with it at once. */
    private static final String CRD = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: owners.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {kind: Owner, plural: owners, singular: owner, listKind: OwnerList}
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema: {openAPIV3Schema: {type: object}}
            """;

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

    private static Found found(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(Found.class, key -> search(), Found.class);
    }

    private static Found search() {
        try {
            return new Found(Optional.of(KubernetesBinaries.find(System.out::println)), "a real Kubernetes is there");
        } catch (MissingBinaries e) {
            if (System.getenv(BinarySearch.VARIABLE) != null) {
                throw e;
            }
            System.out.println("SKIPPED: tests that need a real Kubernetes; " + e.getMessage());
            return new Found(Optional.empty(), "no Kubernetes is to be had");
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Cluster.class || type == KubernetesBinaries.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        KubernetesBinaries binaries = found(context).binaries().orElseThrow();
        if (parameter.getParameter().getType() == KubernetesBinaries.class) {
            return binaries;
        }
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(
                        Running.class,
                        key -> new Running(Cluster.start(
                                binaries,
                                ClusterOptions.defaults()
                                        .withNodes(3)
                                        .withServiceCidr("10.97.0.0/16")
                                        .withCrds(List.of(CRD)))),
                        Running.class)
                .cluster();
    }
}
