package io.enidirect.operator.kinds;

import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.annotations.Keys;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is kept of an object's metadata. */
public final class KeptMetadata {
    private KeptMetadata() {}

    /** What tells it from others. */
    public static ObjectMeta name(ObjectMeta metadata) {
        return new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .build();
    }

    /**
     * Of a source.
     *
     * @param moreParts whether ports or rules are left out of what is kept
     */
    public static ObjectMeta source(ObjectMeta metadata, @Nullable Map<String, String> annotations, boolean moreParts) {
        // what is kept may be trimmed once more
        Set<String> marks = Cut.marks(metadata);
        if (moreParts) {
            marks.add(Cut.MORE_PARTS);
        }
        ObjectMeta kept = of(metadata, key -> false)
                .withAnnotations(Bounds.ofSource(annotations, marks))
                .build();
        Cut.mark(kept, marks);
        return kept;
    }

    /** Of a source as its front sees it: with the label that it writes itself. */
    public static ObjectMeta forFront(
            ObjectMeta metadata, @Nullable Map<String, String> annotations, boolean moreParts) {
        ObjectMeta kept = source(metadata, annotations, moreParts);
        String type = Objects.requireNonNullElse(metadata.getLabels(), Map.<String, String>of())
                .get(Keys.SERVICE_TYPE_LABEL);
        if (type != null) {
            kept.setLabels(Map.of(Keys.SERVICE_TYPE_LABEL, type));
        }
        return kept;
    }

    /** Without labels: they are for selectors, and ours select pods only. */
    public static ObjectMetaBuilder of(ObjectMeta metadata, Predicate<String> annotations) {
        return new ObjectMetaBuilder()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .withGeneration(metadata.getGeneration())
                .withCreationTimestamp(metadata.getCreationTimestamp())
                .withDeletionTimestamp(metadata.getDeletionTimestamp())
                .withFinalizers(metadata.getFinalizers())
                .withAnnotations(Bounds.annotations(metadata.getAnnotations(), annotations, Bounds.OTHER_ANNOTATIONS));
    }

    /** Whether a finalizer of ours is on it. */
    public static boolean isHeld(HasMetadata source) {
        return source.getMetadata().getFinalizers() != null
                && source.getMetadata().getFinalizers().stream().anyMatch(name -> name.startsWith("eni-direct.io/"));
    }
}
