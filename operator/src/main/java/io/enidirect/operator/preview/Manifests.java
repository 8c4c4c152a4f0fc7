package io.enidirect.operator.preview;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that stands in the files.
 *
 * @param objects of the kinds that matter, each once, in the order of the files
 * @param passedOver how many there are of each other kind
 * @param flaws what could not be read
 */
record Manifests(List<HasMetadata> objects, SortedMap<String, Integer> passedOver, List<Flaw> flaws) {
    Manifests {
        objects = List.copyOf(objects);
        passedOver = new TreeMap<>(passedOver);
        flaws = List.copyOf(flaws);
    }

    <T extends HasMetadata> List<T> of(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** @param namespace null for what has none */
    <T extends HasMetadata> Optional<T> find(Class<T> type, @Nullable String namespace, String name) {
        return of(type).stream()
                .filter(object -> {
                    ObjectMeta metadata = object.getMetadata();
                    return name.equals(metadata.getName()) && Objects.equals(namespace, metadata.getNamespace());
                })
                .findFirst();
    }
}
