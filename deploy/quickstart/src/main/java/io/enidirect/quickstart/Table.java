package io.enidirect.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows in columns as wide as their widest cell. */
final class Table {

    private static final List<String> HEADER =
            List.of("manifest", "request", "expected backend", "answered by", "client address seen", "ok");
    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    Table(List<Row> rows) {
        lines.add(HEADER);
        rows.forEach(row -> lines.add(List.of(
                row.question().manifest(),
                row.question().request(),
                row.question().expected(),
                row.answeredBy(),
                row.client(),
                row.ok() ? "yes" : "NO")));
    }

    @Override
    public String toString() {
        int[] widths = IntStream.range(0, HEADER.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        String rule = IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining(GAP));
        return Stream.concat(
                        Stream.of(padded(lines.get(0), widths), rule),
                        lines.stream().skip(1).map(line -> padded(line, widths)))
                .collect(Collectors.joining("\n"));
    }

    private static String padded(List<String> line, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> line.get(column)
                        + " ".repeat(widths[column] - line.get(column).length()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
