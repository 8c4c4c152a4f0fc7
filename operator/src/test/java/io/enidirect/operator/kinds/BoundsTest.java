package io.enidirect.operator.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.annotations.Cut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final String KEY = "eni-direct.io/key";

    private final Set<String> marks = new TreeSet<>();

    @Test
    void keepsTheAnnotationsThatMeanSomethingToUs() {
        assertThat(Bounds.ofSource(
                        Map.of(KEY, "value", "kubernetes.io/ingress.class", "ours", "example.com/key", "value"), marks))
                .containsExactlyInAnyOrderEntriesOf(Map.of(KEY, "value", "kubernetes.io/ingress.class", "ours"));
        assertThat(marks).isEmpty();
    }

    @Test
    void marksAnAnnotationThatDoesNotFitAndKeepsItSoThatNothingTakesItForAShorterOne() {
        Map<String, String> kept =
                Bounds.ofSource(Map.of(KEY, "sg-1," + "a".repeat(Cut.ANNOTATIONS), KEY + "2", "true"), marks);

        assertThat(kept).containsOnlyKeys(KEY, KEY + "2").containsEntry(KEY + "2", "true");
        assertThat(kept.get(KEY)).startsWith("sg-1,").hasSizeLessThan(200).endsWith("…");
        assertThat(marks).containsExactly(KEY);
    }

    @Test
    void losesNoKeyOfSeveralThatDoNotFit() {
        String groups = "service.cloud.tencent.com/security-groups";
        String mistyped = "service.cloud.tencent.com/security-group";
        String tuning = "kubernetes.io/ingress.http-rules";
        String longest = "sg-1,".repeat(15_000);

        Map<String, String> kept = Bounds.ofSource(
                Map.of(groups, longest, mistyped, longest, tuning, "[".repeat(40_000), KEY, "true"), marks);

        assertThat(kept).containsOnlyKeys(groups, mistyped, tuning, KEY);
        assertThat(marks).containsExactlyInAnyOrder(groups, mistyped, tuning);
    }

    @Test
    void thousandsOfOthersNeverPushOutWhatIsKnownAndAreMarked() {
        Map<String, String> many =
                IntStream.range(0, 5_000).boxed().collect(Collectors.toMap(i -> KEY + i, i -> "value"));
        many.put("service.cloud.tencent.com/direct-access", "true");
        many.put("service.cloud.tencent.com/security-groups", "sg-1");

        Map<String, String> kept = Bounds.ofSource(many, marks);

        assertThat(kept)
                .containsEntry("service.cloud.tencent.com/direct-access", "true")
                .containsEntry("service.cloud.tencent.com/security-groups", "sg-1");
        assertThat(marks).contains(Cut.MORE_ANNOTATIONS);
    }

    @Test
    void keepsNoMoreOfManyThanOfALongOne() {
        Map<String, String> many =
                IntStream.range(0, 5_000).boxed().collect(Collectors.toMap(i -> KEY + i, i -> "value"));

        for (Map<String, String> kept : List.of(
                Bounds.ofSource(many, marks),
                Bounds.ofSource(Map.of(KEY, "a".repeat(200_000)), marks),
                Bounds.labels(many, Bounds.LABELS))) {
            assertThat(kept.entrySet().stream()
                            .mapToInt(entry ->
                                    entry.getKey().length() + entry.getValue().length())
                            .sum())
                    .isLessThan(2 * Cut.ANNOTATIONS);
        }
    }

    @Test
    void rangesThatLetEverybodyInDoSoHoweverManyThereAre() {
        List<String> many = new ArrayList<>(Collections.nCopies(1_000, "10.0.0.0/8"));
        assertThat(Bounds.ranges(many)).hasSizeLessThan(100).containsOnly("10.0.0.0/8");
        many.add("0.0.0.0/0");
        assertThat(Bounds.ranges(many)).containsExactly("0.0.0.0/0");
    }

    @Test
    void neverCutsALabel() {
        assertThat(Bounds.labels(Map.of("app", "web", "team", "a".repeat(63)), 20))
                .isEqualTo(Map.of("app", "web"));
    }
}
