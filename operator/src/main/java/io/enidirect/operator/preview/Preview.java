package io.enidirect.operator.preview;

import io.enidirect.operator.problem.Problem;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What would be done for all that stands in some files.
 *
 * @param entries one for each object that has something to say, in the order of the files
 * @param passedOver how many objects there are of each kind that has no part in it
 */
record Preview(List<Entry> entries, List<Flaw> flaws, SortedMap<String, Integer> passedOver) {

    /**
     * One object.
     *
     * @param title names it and says what it comes to
     * @param steps a text for each, in order, with indented lines below it
     */
    record Entry(String title, List<String> steps, List<Problem> problems) {
        Entry {
            steps = List.copyOf(steps);
            problems = List.copyOf(problems);
        }

        static Entry note(String title) {
            return new Entry(title, List.of(), List.of());
        }
    }

    Preview {
        entries = List.copyOf(entries);
        flaws = List.copyOf(flaws);
        passedOver = new TreeMap<>(passedOver);
    }

    /** All problems, each once. */
    List<Problem> problems() {
        return entries.stream()
                .flatMap(entry -> entry.problems().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** 0: nothing to change, 2: changes, 1: any problem. */
    int exitCode() {
        if (!flaws.isEmpty() || !problems().isEmpty()) {
            return 1;
        }
        return entries.stream().allMatch(entry -> entry.steps().isEmpty()) ? 0 : 2;
    }

    /** As it is printed. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(entry.title()).append('\n');
            entry.steps().forEach(step -> text.append(step.indent(2)));
        }
        if (!passedOver.isEmpty()) {
            List<String> kinds = passedOver.entrySet().stream()
                    .map(kind -> kind.getValue() + " " + kind.getKey())
                    .toList();
            text.append("Passed over: ").append(String.join(", ", kinds)).append('\n');
        }
        List<String> wrong = Stream.concat(
                        flaws.stream().map(Flaw::toString),
                        problems().stream().map(problem -> problem.code().text() + ": " + problem.text()))
                .toList();
        if (!wrong.isEmpty()) {
            text.append("Problems:\n");
            // what users wrote may break lines
            wrong.forEach(line -> text.append(line.replaceAll("\\p{Cntrl}", " ").indent(2)));
        }
        return text.append(summary(wrong.size())).append('\n').toString();
    }

    private String summary(int problems) {
        int steps = entries.stream().mapToInt(entry -> entry.steps().size()).sum();
        return "In all: " + count(steps, "step") + ", " + count(problems, "problem");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
