package io.enidirect.operator.observe;

import io.enidirect.operator.kubernetes.KeptAnnotations;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How much is kept of what anybody may make more of. Each is far beyond what can be meant: who exceeds it harms nobody but
 * himself.
 */
final class Bounds {
    /** Of all annotations of a source, in characters; its rules as JSON are the longest of them. */
    static final int SOURCE_ANNOTATIONS = 32_768;
    /** Of those of an object that asks for nothing, or asks another controller. */
    static final int OTHER_ANNOTATIONS = 4_096;
    /** Of a pod's, in characters: some fifty of the usual. */
    static final int LABELS = 4_096;
    /** Of a Service's selector, in characters. */
    static final int SELECTOR = 4_096;

    static final int CONTAINERS = 32;
    static final int PORTS = 64;
    static final int ADDRESSES = 16;
    static final int CONDITIONS = 64;

    /** No reader takes a value that ends like this for a shorter one that is valid. */
    private static final String CUT = "\u2026";

    private Bounds() {}

    /** Those that mean something to us: the shortest are kept, the one that does not fit is cut so that nothing reads it. */
    static Map<String, String> annotations(@Nullable Map<String, String> all, int characters) {
        return annotations(all, KeptAnnotations::contains, characters);
    }

    static Map<String, String> annotations(@Nullable Map<String, String> all, Predicate<String> which, int characters) {
        return kept(all, which, characters, CUT);
    }

    /** A label that does not fit is none: its value is compared, and a part of it would be another. */
    static Map<String, String> labels(@Nullable Map<String, String> all, int characters) {
        return kept(all, key -> true, characters, null);
    }

    private static Map<String, String> kept(
            @Nullable Map<String, String> all, Predicate<String> which, int characters, @Nullable String cut) {
        if (all == null || all.isEmpty()) {
            return Map.of();
        }
        List<Map.Entry<String, String>> shortestFirst = all.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .sorted(Comparator.comparingInt((Map.Entry<String, String> entry) -> length(entry))
                        .thenComparing(Map.Entry::getKey))
                .toList();
        Map<String, String> kept = new HashMap<>();
        int left = characters;
        for (Map.Entry<String, String> entry : shortestFirst) {
            left -= length(entry);
            if (left >= 0) {
                kept.put(entry.getKey(), entry.getValue());
            } else if (cut != null && -left < entry.getValue().length()) {
                kept.put(
                        entry.getKey(),
                        entry.getValue().substring(0, entry.getValue().length() + left) + cut);
                break;
            } else {
                break;
            }
        }
        return kept;
    }

    private static int length(Map.Entry<String, String> entry) {
        return entry.getKey().length()
                + (entry.getValue() == null ? 0 : entry.getValue().length());
    }

    /** The first of them. */
    static <T> List<T> first(@Nullable List<T> all, int number) {
        return all == null ? List.of() : all.size() <= number ? all : List.copyOf(all.subList(0, number));
    }
}
