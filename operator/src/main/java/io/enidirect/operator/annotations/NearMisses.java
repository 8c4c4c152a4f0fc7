package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keys that nobody knows and that are almost one which restricts. Whoever mistypes a restriction is not served without it.
 * Keys are compared by their names, whatever their prefix and case.
 */
final class NearMisses {
    /** Of one source: more tell nobody more. */
    private static final int MOST = 16;

    private static final List<Row> ROWS = Stream.concat(Restrictions.ROWS.stream(), Tunings.ROWS.stream())
            .filter(row -> row.field() == null)
            .toList();

    /** Of annotations that have a row. */
    static final Set<String> KEYS = ROWS.stream().map(Row::key).collect(Collectors.toSet());

    /** By name; a key that restricts goes before one that tunes. */
    private static final Map<String, List<Row>> BY_NAME = ROWS.stream()
            .filter(row -> Keys.name(row.key()).isPresent())
            .collect(Collectors.groupingBy(
                    row -> Keys.name(row.key()).orElseThrow(), TreeMap::new, Collectors.toList()));

    private NearMisses() {}

    static List<Problem> of(HasMetadata source) {
        return Objects.requireNonNullElse(source.getMetadata().getAnnotations(), Map.<String, String>of())
                .entrySet()
                .stream()
                .filter(entry -> !KEYS.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> of(source, entry.getKey(), entry.getValue()).stream())
                .limit(MOST)
                .toList();
    }

    private static Optional<Problem> of(HasMetadata source, String key, String value) {
        return Keys.name(key)
                .flatMap(NearMisses::nearest)
                .map(rows -> rows.stream()
                        .filter(row -> row.key().contains(source.getKind().toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElse(rows.get(0)))
                .filter(Row::restricts)
                .filter(row -> !row.silence().of(source, value))
                .map(row -> row.problem(
                        source,
                        Annotations.field(key),
                        value,
                        "it is no key that is known, and " + row.key() + ", which restricts, is almost the same",
                        "Write that, or take it away; " + Row.UNTIL_THEN));
    }

    private static Optional<List<Row>> nearest(String name) {
        return BY_NAME.entrySet().stream()
                .filter(known -> Letters.near(known.getKey(), name))
                .map(known -> Map.entry(Letters.between(known.getKey(), name), known.getValue()))
                .min(Comparator.comparingInt((Map.Entry<Integer, List<Row>> known) -> known.getKey())
                        .thenComparing(known -> !known.getValue().get(0).restricts()))
                .map(Map.Entry::getValue);
    }
}
