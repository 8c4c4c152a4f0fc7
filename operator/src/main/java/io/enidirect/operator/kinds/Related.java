package io.enidirect.operator.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Another kind of object on which the claims of a kind of source hang.
 *
 * @param only null: all objects of that kind matter; otherwise a single one
 * @param kept what is kept of such an object in memory
 * @param key by which sources refer to such an object
 * @param ofSource the keys to which a source refers
 * @param profiles the LoadBalancerProfiles that such an object names for its sources
 */
public record Related<R extends HasMetadata, P extends HasMetadata>(
        Class<R> type,
        @Nullable Single only,
        UnaryOperator<R> kept,
        Function<R, String> key,
        Function<P, Set<String>> ofSource,
        Function<R, Set<String>> profiles) {

    /** The one object that matters. */
    public record Single(String namespace, String name) {}

    /** Objects that several kinds of source may hang on, and that are watched once. */
    public record Objects<R extends HasMetadata>(
            Class<R> type, @Nullable Single only) {}

    public Objects<R> objects() {
        return new Objects<>(type, only);
    }
}
