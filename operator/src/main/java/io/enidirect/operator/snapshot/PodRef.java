package io.enidirect.operator.snapshot;

import io.fabric8.kubernetes.api.model.ObjectReference;
import org.jspecify.annotations.Nullable;

/**
 * A pod as an endpoint names it, in the endpoint's own namespace.
 *
 * @param uid null where only the name is given: then any pod of that name is meant
 */
public record PodRef(String name, @Nullable String uid) {
    public static PodRef of(ObjectReference reference) {
        return new PodRef(reference.getName(), reference.getUid());
    }
}
