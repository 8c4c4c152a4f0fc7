package io.enidirect.operator.kinds.registry;

import io.enidirect.operator.kinds.ClusterView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cluster of nothing but these objects. */
public record Given(List<HasMetadata> objects) implements ClusterView {
    public static Given of(HasMetadata... objects) {
        return new Given(List.of(objects));
    }

    @Override
    public <R extends HasMetadata> Optional<R> find(Class<R> type, @Nullable String namespace, String name) {
        return all(type)
                .filter(object -> name.equals(object.getMetadata().getName())
                        && Objects.equals(namespace, object.getMetadata().getNamespace()))
                .findFirst();
    }

    @Override
    public <R extends HasMetadata> Stream<R> all(Class<R> type) {
        return objects.stream().filter(type::isInstance).map(type::cast);
    }
}
