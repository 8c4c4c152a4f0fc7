package io.enidirect.operator.preview;

import io.enidirect.operator.kinds.ClusterView;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.ingress.IngressClaims;
import io.enidirect.operator.options.PlanOptions;
import io.enidirect.operator.snapshot.Settings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cluster as it would be with nothing but the files' objects in it, and the chart installed. */
record Cluster(Manifests files, Kinds kinds, PlanOptions options) implements ClusterView {
    private static final IngressClass CHARTS_CLASS = new IngressClassBuilder()
            .withNewMetadata()
            .withName("eni-direct")
            .endMetadata()
            .withNewSpec()
            .withController(IngressClaims.CONTROLLER)
            .endSpec()
            .build();

    Settings settings() {
        return new Settings(
                options.clusterId().orElse("(cluster-id)"),
                options.vpcId().orElse("(vpc-id)"),
                options.passToTarget(),
                options.targetRanges(),
                options.externalRanges(),
                options.hostNetworkTargets(),
                Duration.ZERO);
    }

    @Override
    public <R extends HasMetadata> Optional<R> find(Class<R> type, @Nullable String namespace, String name) {
        return files.find(type, namespace, name)
                .or(() -> charts(type)
                        .filter(object -> object.getMetadata().getName().equals(name))
                        .findFirst());
    }

    @Override
    public <R extends HasMetadata> Stream<R> all(Class<R> type) {
        return Stream.concat(
                files.of(type).stream(),
                charts(type)
                        .filter(object -> files.find(
                                        type, null, object.getMetadata().getName())
                                .isEmpty()));
    }

    /** What the chart brings along. */
    private static <R extends HasMetadata> Stream<R> charts(Class<R> type) {
        return Stream.of(CHARTS_CLASS).filter(type::isInstance).map(type::cast);
    }
}
