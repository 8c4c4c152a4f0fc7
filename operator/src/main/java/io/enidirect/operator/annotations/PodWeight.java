package io.enidirect.operator.annotations;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The weight that a pod's own annotation gives it as a target.
 *
 * @param text as written; null: it says nothing
 * @param value empty where it says nothing, or nothing that can be understood
 */
public record PodWeight(@Nullable String text, OptionalInt value) {
    private static final Set<String> KEYS = Set.of(Keys.SERVICE_WEIGHT, Keys.INGRESS_WEIGHT);
    private static final Pattern RANGE = Pattern.compile("\\d{1,2}|100");
    private static final PodWeight NONE = new PodWeight(null, OptionalInt.empty());

    /** Whose targets are meant: a pod may have two weights. */
    public enum Of {
        SERVICE(Keys.SERVICE_WEIGHT),
        INGRESS(Keys.INGRESS_WEIGHT);

        private final String key;

        Of(String key) {
            this.key = key;
        }

        /** As a problem names its place. */
        public String field() {
            return Annotations.field(key);
        }

        public PodWeight in(@Nullable Pod pod) {
            Map<String, String> annotations =
                    pod == null ? null : pod.getMetadata().getAnnotations();
            String text = annotations == null ? null : annotations.get(key);
            return text == null ? NONE : read(text);
        }
    }

    private static PodWeight read(String text) {
        return new PodWeight(
                text, RANGE.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty());
    }

    /** Whether an annotation of a pod is one of these: others are not kept. */
    public static boolean isRead(String key) {
        return KEYS.contains(key);
    }
}
