package io.enidirect.operator.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {
    private static final Problem PROBLEM =
            new Problem(Code.REJECTED, "Service default/web", "spec", "x", "it is refused", "Change it");

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
        assertThat(new Problem(Code.REJECTED, "Service default/web", "spec", "y", "it is refused", "Change it"))
                .isNotEqualTo(PROBLEM);
        assertThat(new Problem(Code.REJECTED, "Service default/web", "status", "x", "it is refused", "Change it"))
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
        return new Problem(Code.REJECTED, "Service default/web", "spec", value, "it is refused", "Change it").message();
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
}
