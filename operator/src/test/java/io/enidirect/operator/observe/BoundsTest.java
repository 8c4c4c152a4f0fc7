package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final String KEY = "eni-direct.io/key";

    @Test
    void keepsTheAnnotationsThatMeanSomethingToUs() {
        assertThat(Bounds.annotations(
                        Map.of(KEY, "value", "kubernetes.io/ingress.class", "ours", "example.com/key", "value"), 100))
                .containsExactlyInAnyOrderEntriesOf(Map.of(KEY, "value", "kubernetes.io/ingress.class", "ours"));
    }

    @Test
    void cutsAnAnnotationThatDoesNotFitSoThatNothingTakesItForAShorterOne() {
        Map<String, String> kept = Bounds.annotations(Map.of(KEY, "sg-1,sg-2,sg-3", KEY + "2", "true"), 48);

        assertThat(kept).containsExactlyInAnyOrderEntriesOf(Map.of(KEY, "sg-1,sg-2…", KEY + "2", "true"));
    }

    @Test
    void keepsNoMoreOfManyThanOfALongOne() {
        Map<String, String> many =
                IntStream.range(0, 5_000).boxed().collect(Collectors.toMap(i -> KEY + i, i -> "value"));

        for (Map<String, String> kept : List.of(
                Bounds.annotations(many, Bounds.SOURCE_ANNOTATIONS),
                Bounds.annotations(Map.of(KEY, "a".repeat(200_000)), Bounds.SOURCE_ANNOTATIONS),
                Bounds.labels(many, Bounds.LABELS))) {
            assertThat(kept.entrySet().stream()
                            .mapToInt(entry ->
                                    entry.getKey().length() + entry.getValue().length())
                            .sum())
                    .isBetween(1_000, Bounds.SOURCE_ANNOTATIONS + 1);
        }
    }

    @Test
    void neverCutsALabel() {
        assertThat(Bounds.labels(Map.of("app", "web", "team", "a".repeat(63)), 20))
                .isEqualTo(Map.of("app", "web"));
    }
}
