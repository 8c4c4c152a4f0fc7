package io.enidirect.operator.annotations;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/** A source's annotations, and how a problem names their place. */
public final class Annotations {
    private Annotations() {}

    public static Optional<String> of(HasMetadata source, String key) {
        return Optional.ofNullable(source.getMetadata().getAnnotations())
                .map((Map<String, String> annotations) -> annotations.get(key));
    }

    public static String field(String key) {
        return "metadata.annotations[" + key + "]";
    }
}
