package io.enidirect.operator.annotations;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The table of keys and fields, for who asks whether each of them is tried. */
public final class KnownWords {
    private KnownWords() {}

    /** By key or field, the kinds of objects that it is meant for. */
    public static SortedMap<String, SortedSet<String>> all() {
        SortedMap<String, SortedSet<String>> all = new TreeMap<>();
        Table.ROWS.forEach(
                row -> all.computeIfAbsent(row.key(), none -> new TreeSet<>()).addAll(kinds(row)));
        return all;
    }

    private static Collection<String> kinds(Row row) {
        return row.kinds().isEmpty() ? List.of("Service") : row.kinds();
    }
}
