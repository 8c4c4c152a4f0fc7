package io.enidirect.operator.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** So many problems of one source as somebody could read, however many it has. */
public final class Problems {
    /** Of one source. */
    public static final int MOST = 64;

    private Problems() {}

    /** What restricts, then what blocks. */
    private static final Comparator<Problem> FIRST = Comparator.comparing(
                    (Problem problem) -> !problem.code().restricts())
            .thenComparing(problem -> !problem.code().blocks())
            .thenComparing(Problem::code);

    /** As many of them in order, each once; where there are more, the gravest, and last how many others there are. */
    public static List<Problem> most(Collection<Problem> all, int most) {
        Set<Problem> each = new LinkedHashSet<>(all);
        if (each.size() <= most) {
            return inOrder(each.stream());
        }
        List<Problem> shown =
                new ArrayList<>(inOrder(each.stream().sorted(FIRST).limit(most - 1L)));
        shown.add(others(shown.get(0), each.size() - shown.size()));
        return shown;
    }

    /** What restricts, else what blocks, else any. */
    public static Optional<Problem> gravest(Collection<Problem> all) {
        return all.stream().min(FIRST);
    }

    /** Each text is made once, however often it is compared. */
    private record Worded(Problem problem, String message) {
        static final Comparator<Worded> ORDER =
                Comparator.comparing((Worded worded) -> worded.problem().code()).thenComparing(Worded::message);
    }

    /** By code and text. */
    static List<Problem> inOrder(Stream<Problem> problems) {
        return problems.map(problem -> new Worded(problem, problem.message()))
                .sorted(Worded.ORDER)
                .map(Worded::problem)
                .toList();
    }

    private static Problem others(Problem one, int count) {
        return Problem.of(
                        Code.MORE_PROBLEMS,
                        new Place(one.object(), null),
                        null,
                        new Wording(
                                "there are more problems than are told one by one",
                                "Mend these first; the others are told then"))
                .withDetail(count + " more");
    }
}
