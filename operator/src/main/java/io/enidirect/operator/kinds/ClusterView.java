package io.enidirect.operator.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects of the cluster on which it hangs, beside a source itself, what becomes of it: classes and profiles. */
public interface ClusterView {

    /** @param namespace null for what has none */
    <R extends HasMetadata> Optional<R> find(Class<R> type, @Nullable String namespace, String name);

    <R extends HasMetadata> Stream<R> all(Class<R> type);
}
