package io.enidirect.operator.preview;

import io.enidirect.operator.problem.Problem;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /** Those because of which something that is asked for would not be there. */
    List<Problem> mistakes() {
        return problems().stream().filter(problem -> problem.code().blocks()).toList();
    }

    /** What is good to know, and stops nothing. */
    List<Problem> notices() {
        return problems().stream().filter(problem -> !problem.code().blocks()).toList();
    }

    int steps() {
        return entries.stream().mapToInt(entry -> entry.steps().size()).sum();
    }

    /** 0: nothing to change, 2: changes, 1: a mistake. */
    int exitCode() {
        if (!flaws.isEmpty() || !mistakes().isEmpty()) {
            return 1;
        }
        return steps() == 0 ? 0 : 2;
    }
}
