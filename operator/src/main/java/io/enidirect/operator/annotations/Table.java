package io.enidirect.operator.annotations;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one table: every key and field that is known, with what becomes of it. A key may have several rows, of which the first
 * one that has an answer counts.
 */
final class Table {
    static final List<Row> ROWS = Stream.of(Restrictions.ROWS, Tunings.ROWS, NginxRows.ROWS, OtherRows.ROWS)
            .flatMap(List::stream)
            .toList();

    static final List<Row> FIELDS =
            ROWS.stream().filter(row -> row.field() != null).toList();

    private static final Map<String, List<Row>> BY_KEY =
            annotations().filter(row -> !isFamily(row)).collect(Collectors.groupingBy(Row::key));

    /** The longest first. */
    private static final List<Row> FAMILIES = annotations()
            .filter(Table::isFamily)
            .sorted(Comparator.comparing((Row row) -> -row.key().length()))
            .toList();

    private Table() {}

    private static Stream<Row> annotations() {
        return ROWS.stream().filter(row -> row.field() == null);
    }

    private static boolean isFamily(Row row) {
        return row.key().endsWith("*");
    }

    /** Those that have a row of their own. */
    static Set<String> keys() {
        return BY_KEY.keySet();
    }

    static List<Row> of(String key) {
        return Optional.ofNullable(BY_KEY.get(key))
                .orElseGet(() -> FAMILIES.stream()
                        .filter(row ->
                                key.startsWith(row.key().substring(0, row.key().length() - 1)))
                        .limit(1)
                        .toList());
    }
}
