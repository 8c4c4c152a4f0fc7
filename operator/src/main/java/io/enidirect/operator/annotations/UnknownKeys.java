package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keys that look like ours and have no row. Whoever mistypes a restriction is not served without it, and whoever mistypes
 * anything else is told. Keys are compared by their names, whatever their prefix and case.
 */
final class UnknownKeys {
    /**
     * A name, and what has it.
     *
     * @param letters which ones it has, a bit each
     * @param rows what restricts goes first
     */
    private record Known(String name, long letters, List<Row> rows) {
        boolean restricts() {
            return rows.get(0).restricts();
        }

        /** One letter that is exchanged changes two bits. There may be hundreds of keys, and most are near to nothing. */
        boolean near(String other, long others) {
            return Long.bitCount(letters ^ others) <= 2 * Letters.FARTHEST && Letters.near(name, other);
        }
    }

    private static final List<Known> NAMES = Table.keys().stream()
            .filter(key -> Keys.name(key).isPresent())
            .collect(Collectors.groupingBy(key -> Keys.name(key).orElseThrow(), TreeMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .map(named -> new Known(named.getKey(), letters(named.getKey()), rows(named.getValue())))
            .toList();

    private UnknownKeys() {}

    private static List<Row> rows(List<String> keys) {
        return keys.stream()
                .flatMap(key -> Table.of(key).stream())
                .sorted(Comparator.comparing((Row row) -> !row.restricts()).thenComparing(Row::key))
                .toList();
    }

    private static long letters(String name) {
        return name.chars().mapToLong(letter -> 1L << (letter & 63)).reduce(0, (some, one) -> some | one);
    }

    /** What is said of it; empty where it does not even look like one of ours. */
    static Optional<Problem> problem(HasMetadata source, String key, String value) {
        return Keys.name(key)
                .map(name -> nearest(name)
                        .map(known -> near(source, key, value, known))
                        .orElseGet(() -> tuning(
                                source,
                                key,
                                value,
                                "it is no key that is known, and has no effect",
                                "Take it away; the rest works")));
    }

    /** It restricts where any of that name would with this value. */
    private static Problem near(HasMetadata source, String key, String value, Known known) {
        Comparator<Row> meant = meant(source, key);
        return known.rows().stream()
                .filter(row -> row.restricts() && !row.silence().of(source, value))
                .min(meant)
                .map(row -> restricting(source, key, value, row))
                .orElseGet(() -> tuning(
                        source,
                        key,
                        value,
                        "it is no key that is known, and "
                                + known.rows().stream().min(meant).orElseThrow().key() + " is almost the same",
                        "Write that if it is meant; the rest works"));
    }

    /** First those of this kind, and of these those with this prefix. */
    private static Comparator<Row> meant(HasMetadata source, String key) {
        String prefix = key.substring(0, key.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        return Comparator.comparing((Row row) -> !row.kinds().contains(source.getKind()))
                .thenComparing(row -> !row.key().startsWith(prefix));
    }

    private static Optional<Known> nearest(String name) {
        long letters = letters(name);
        return NAMES.stream()
                .filter(known -> known.near(name, letters))
                .map(known -> Map.entry(Letters.between(known.name(), name), known))
                .min(Map.Entry.<Integer, Known>comparingByKey()
                        .thenComparing(near -> !near.getValue().restricts()))
                .map(Map.Entry::getValue);
    }

    private static Problem restricting(HasMetadata source, String key, String value, Row row) {
        return Problem.of(
                Code.UNKNOWN_RESTRICTION,
                new Place(Row.name(source), Annotations.field(key)),
                value.isEmpty() ? null : value,
                new Wording(
                        "it is no key that is known, and " + row.key() + ", which restricts, is almost the same",
                        "Write that, or take it away; " + Wording.UNTIL_THEN));
    }

    private static Problem tuning(HasMetadata source, String key, String value, String rule, String remedy) {
        return Problem.of(
                Code.UNKNOWN_KEY,
                new Place(Row.name(source), Annotations.field(key)),
                value.isEmpty() ? null : value,
                new Wording(rule, remedy));
    }
}
