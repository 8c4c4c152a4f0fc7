package io.enidirect.operator.preview;

import io.enidirect.operator.preview.Preview.Entry;
import io.enidirect.operator.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/** A preview for people. */
final class PreviewText {
    private PreviewText() {}

    static String of(Preview preview) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : preview.entries()) {
            text.append(entry.title()).append('\n');
            entry.steps().forEach(step -> text.append(step.indent(2)));
        }
        if (!preview.passedOver().isEmpty()) {
            List<String> kinds = preview.passedOver().entrySet().stream()
                    .map(kind -> kind.getValue() + " " + kind.getKey())
                    .toList();
            text.append("Passed over: ").append(String.join(", ", kinds)).append('\n');
        }
        List<String> mistakes = Stream.concat(
                        preview.flaws().stream().map(Flaw::toString),
                        preview.mistakes().stream().map(PreviewText::line))
                .toList();
        List<String> notices = preview.notices().stream().map(PreviewText::line).toList();
        list(text, "Mistakes", mistakes);
        list(text, "Notices", notices);
        return text.append("In all: ")
                .append(count(preview.steps(), "step"))
                .append(", ")
                .append(count(mistakes.size(), "mistake"))
                .append(", ")
                .append(count(notices.size(), "notice"))
                .append('\n')
                .toString();
    }

    private static void list(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append(title).append(":\n");
            // what users wrote may break lines
            lines.forEach(line -> text.append(line.replaceAll("\\p{Cntrl}", " ").indent(2)));
        }
    }

    private static String line(Problem problem) {
        return problem.code().text() + ": " + problem.text();
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
