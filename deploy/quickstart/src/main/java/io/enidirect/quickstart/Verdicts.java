package io.enidirect.quickstart;

import io.enidirect.quickstart.Row.Question;
import java.util.List;
import java.util.function.Supplier;

/** Sees to it that every check ends in a row and a line, whatever it ran into. Thread-safe. */
final class Verdicts {

    private final Progress progress;

    Verdicts(Progress progress) {
        this.progress = progress;
    }

    /** Where nothing comes in time the row says so, and the line what the cluster knows about it. */
    Row on(Question question, Supplier<Row> check) {
        return on(List.of(question), () -> List.of(check.get())).get(0);
    }

    /** As the other one, for questions that are answered together. */
    List<Row> on(List<Question> questions, Supplier<List<Row>> check) {
        try {
            List<Row> rows = check.get();
            rows.forEach(this::tell);
            return rows;
        } catch (NotReady e) {
            progress.say(asked(questions.get(0)) + " - NOT OK", e);
            return questions.stream().map(Question::unanswered).toList();
        }
    }

    private void tell(Row row) {
        String asked = asked(row.question());
        progress.say(
                row.ok()
                        ? asked + " - ok"
                        : asked + " - NOT OK: expected " + row.question().expected() + ", got " + row.answeredBy()
                                + ", client address " + row.client());
    }

    private static String asked(Question question) {
        return question.manifest() + ": " + question.request();
    }
}
