package io.enidirect.operator.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private static final Problem PROBLEM = Problem.of(
            Code.REJECTED, new Place("Service default/web", "spec"), "x", new Wording("it is refused", "Change it"));

    @Test
    void showsItsDetailAndIsTheSameOneWithout() {
        Problem again = PROBLEM.withDetail("request r-2");

        assertThat(again.text())
                .isEqualTo("Service default/web: spec is \"x\": it is refused. Change it. (request r-2)");
        assertThat(again).isEqualTo(PROBLEM).hasSameHashCodeAs(PROBLEM).isEqualByComparingTo(PROBLEM);
        assertThat(again.toStatus()).isEqualTo(PROBLEM.toStatus()).hasSameHashCodeAs(PROBLEM.toStatus());
    }

    @Test
    void isAnotherOneInAnotherPlaceAndWithAnotherValue() {
        assertThat(Problem.of(
                        Code.REJECTED,
                        new Place("Service default/web", "spec"),
                        "y",
                        new Wording("it is refused", "Change it")))
                .isNotEqualTo(PROBLEM);
        assertThat(Problem.of(
                        Code.REJECTED,
                        new Place("Service default/web", "status"),
                        "x",
                        new Wording("it is refused", "Change it")))
                .isNotEqualTo(PROBLEM);
    }

    @Test
    void showsTheBeginningOfALongValueInWholeCharacters() {
        String emoji = "\uD83D\uDE00";
        assertThat(shown("a".repeat(79) + emoji + "b"))
                .endsWith("is \"" + "a".repeat(79) + "…\": it is refused. Change it.");
        assertThat(shown("a".repeat(78) + emoji + "b"))
                .endsWith("is \"" + "a".repeat(78) + emoji + "…\": it is refused. Change it.");
        assertThat(shown("a".repeat(78) + emoji))
                .endsWith("is \"" + "a".repeat(78) + emoji + "\": it is refused. Change it.");
    }

    private static String shown(String value) {
        return Problem.of(
                        Code.REJECTED,
                        new Place("Service default/web", "spec"),
                        value,
                        new Wording("it is refused", "Change it"))
                .message();
    }

    @Test
    void ofSeveralNamesOneAndCountsTheOthers() {
        Gathered gathered = new Gathered();
        gathered.add(PROBLEM, "pod c");
        gathered.add(PROBLEM, "pod a");
        gathered.add(PROBLEM, "pod c");
        gathered.add(PROBLEM, "pod b");

        assertThat(gathered.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).isEqualTo("pod a, and 2 more"));
    }

    @Test
    void ofTooManyTheGravestAreToldAndTheOthersCounted() {
        List<Problem> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(Problem.of(
                    Code.BAD_ANNOTATION,
                    new Place("Service default/web", "a" + i),
                    "x",
                    new Wording("it is bad", "Mend it")));
            all.add(Problem.of(
                    Code.CLAMPED,
                    new Place("Service default/web", "c" + i),
                    "x",
                    new Wording("it is much", "Write less")));
        }
        Problem grave = Problem.of(
                Code.CANNOT_RESTRICT,
                new Place("Service default/web", "z"),
                "x",
                new Wording("it is not given", "Wait"));
        all.add(grave);
        all.add(grave);

        List<Problem> most = Problems.most(all, 64);

        assertThat(most).hasSize(64).contains(grave).noneMatch(problem -> problem.code() == Code.CLAMPED);
        assertThat(most.get(63).code()).isEqualTo(Code.MORE_PROBLEMS);
        assertThat(most.get(63).detail()).isEqualTo("1938 more");
        assertThat(Problems.most(all.subList(0, 64), 64)).hasSize(64).isSorted();
    }
}
