package io.enidirect.operator.status;

import static java.util.stream.Collectors.joining;

import io.enidirect.operator.status.StatusPage.Trouble;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The page as HTML that needs nothing else: no script, no other file. */
final class StatusHtml {
    /** Beyond these a page helps nobody: the metrics count them all. */
    private static final int SHOWN = 200;

    private StatusHtml() {}

    /** @param links other paths of the same port */
    static String of(StatusPage page, List<String> links) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>eni-direct</title>
                <style>
                body { font: 15px/1.5 sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #222 }
                table { border-collapse: collapse; width: 100%% }
                td { border-top: 1px solid #ddd; padding: .2rem .8rem .2rem 0; vertical-align: top }
                </style>
                </head>
                <body>
                <h1>eni-direct %s</h1>
                <h2>Load balancers</h2>
                %s
                <h2>Problems (%d)</h2>
                %s
                <h2>Options</h2>
                %s
                <p>%s</p>
                </body>
                </html>
                """.formatted(
                        escaped(page.version()),
                        table(page.loadBalancers()),
                        page.problems().size(),
                        problems(page.problems()),
                        table(page.options()),
                        links.stream().map(StatusHtml::link).collect(joining(" ")));
    }

    private static String link(String path) {
        String name = path.substring(1);
        return "<a href=\"" + name + "\">" + name + "</a>";
    }

    private static String problems(List<Trouble> problems) {
        int hidden = Math.max(0, problems.size() - SHOWN);
        return rows(problems.stream()
                        .limit(SHOWN)
                        .map(problem -> Stream.of(problem.code(), problem.object(), problem.message())))
                + (hidden == 0 ? "" : "<p>and " + hidden + " more</p>");
    }

    private static String table(Map<String, ?> values) {
        return rows(
                values.entrySet().stream().map(entry -> Stream.of(entry.getKey(), String.valueOf(entry.getValue()))));
    }

    private static String rows(Stream<Stream<String>> rows) {
        String all = rows.map(cells ->
                        cells.map(cell -> "<td>" + escaped(cell) + "</td>").collect(joining()))
                .map(row -> "<tr>" + row + "</tr>\n")
                .collect(joining());
        return all.isEmpty() ? "<p>None.</p>" : "<table>\n" + all + "</table>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
