package io.enidirect.operator.kinds;

import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.annotations.Keys;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How much is kept of what anybody may make more of. Each is far beyond what can be meant: who exceeds it harms nobody but
 * himself.
 */
public final class Bounds {
    /** Of those of an object that asks for nothing, or asks another controller. */
    public static final int OTHER_ANNOTATIONS = 4_096;
    /** Of a pod's, in characters: some fifty of the usual. */
    public static final int LABELS = 4_096;
    /** Of annotations that don't fit, so many are kept in part; what matters of each is its key. */
    private static final int CUT_ANNOTATIONS = 128;

    private static final int RANGES = 64;
    private static final String EVERYBODY = "0.0.0.0/0";

    public static final int TLS = 64;
    public static final int CONTAINERS = 32;
    public static final int PORTS = 64;
    public static final int ADDRESSES = 16;
    public static final int CONDITIONS = 64;

    /** Of a value that is not read: what a problem shows of it. */
    private static final int SHOWN = 100;

    /** No reader takes a value that ends like this for a shorter one that is valid. */
    private static final String CUT = "\u2026";

    private Bounds() {}

    /**
     * Those of a source that mean something to us: first those that are known, then the shortest. What does not fit is kept in
     * part, so that its key is not lost and nothing reads it.
     *
     * @param marks gets the keys of these, and whether there are more of them than that
     */
    public static Map<String, String> ofSource(@Nullable Map<String, String> all, Set<String> marks) {
        Map<String, String> kept = new HashMap<>();
        int left = Cut.ANNOTATIONS;
        int cut = 0;
        for (Map.Entry<String, String> entry : sorted(all, Keys::isRead)) {
            if (length(entry) <= left) {
                left -= length(entry);
                kept.put(entry.getKey(), entry.getValue());
            } else if (cut++ < CUT_ANNOTATIONS) {
                marks.add(entry.getKey());
                kept.put(entry.getKey(), beginning(entry.getValue(), SHOWN) + CUT);
            } else {
                marks.add(Cut.MORE_ANNOTATIONS);
            }
        }
        return kept;
    }

    public static Map<String, String> annotations(
            @Nullable Map<String, String> all, Predicate<String> which, int characters) {
        return kept(all, which, characters, CUT);
    }

    /** A label that does not fit is none: its value is compared, and a part of it would be another. */
    public static Map<String, String> labels(@Nullable Map<String, String> all, int characters) {
        return kept(all, key -> true, characters, null);
    }

    private static Map<String, String> kept(
            @Nullable Map<String, String> all, Predicate<String> which, int characters, @Nullable String cut) {
        if (all == null || all.isEmpty()) {
            return Map.of();
        }
        Map<String, String> kept = new HashMap<>();
        int left = characters;
        for (Map.Entry<String, String> entry : sorted(all, which)) {
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

    private static List<Map.Entry<String, String>> sorted(@Nullable Map<String, String> all, Predicate<String> which) {
        return Objects.requireNonNullElse(all, Map.<String, String>of()).entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .sorted(Comparator.comparing((Map.Entry<String, String> entry) -> !Cut.keptFirst(entry.getKey()))
                        .thenComparing(Bounds::length)
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }

    private static String beginning(String value, int characters) {
        return value.substring(0, Math.min(value.length(), characters));
    }

    private static int length(Map.Entry<String, String> entry) {
        return entry.getKey().length()
                + (entry.getValue() == null ? 0 : entry.getValue().length());
    }

    /** Of source ranges: where they let everybody in, they do so cut, and where they restrict, they do. */
    public static List<String> ranges(@Nullable List<String> all) {
        boolean open = all != null && all.size() > RANGES && all.contains(EVERYBODY);
        return open ? List.of(EVERYBODY) : first(all, RANGES);
    }

    /** The first of them. */
    public static <T> List<T> first(@Nullable List<T> all, int number) {
        return all == null ? List.of() : all.size() <= number ? all : List.copyOf(all.subList(0, number));
    }
}
