package io.enidirect.operator.annotations;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.ReferencePage;
import io.enidirect.operator.annotations.Row.Answer;
import io.enidirect.operator.annotations.Row.Given;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users read about each key: what it does, or what is answered. */
class AnnotationsReferenceTest {
    @Test
    void everyKeyThatTkesUsersWriteHasARow() throws IOException {
        List<String> keys = tkesKeys();

        assertThat(keys).hasSizeGreaterThan(90);
        assertThat(keys).allSatisfy(key -> assertThat(Table.of(key)).as(key).isNotEmpty());
    }

    /** Those of Services, Ingresses and pods, of TKE's own controllers and of what people write about them. */
    private static List<String> tkesKeys() throws IOException {
        try (InputStream list = Objects.requireNonNull(
                AnnotationsReferenceTest.class.getResourceAsStream("/annotations/tke-keys.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void theKeyOfATypeHasARow() {
        assertThat(Table.of(CloudLoadBalancer.GIVEN_UP)).isNotEmpty();
    }

    @Test
    void aKeyWithSeveralRowsHasOneEffectAtMost() {
        assertThat(Table.ROWS)
                .filteredOn(row -> row.field() == null)
                .filteredOn(row -> row.given() != null || !row.answer().isTold())
                .extracting(Row::key)
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(Table.of(key)).hasSize(1));
    }

    @Test
    void documentsEveryRow() throws IOException {
        ReferencePage.check(
                "annotations.md", """
                # Keys

                Written from the code; `-Ddocs.update` on the build of `operator` rewrites it.

                Which annotations of TKE, of ingress-nginx, of Kubernetes and of our own work here, which fields are answered, and
                what happens instead. No key is ignored in silence: one that looks like one of these and is not on this page is told
                by an event `UnknownKey`, with the nearest one that is, whatever its prefix and case and at most two letters off.
                Where that one restricts, nothing new is made until it is mended, and what is programmed stays as it is. Keys are
                looked at on Services and Ingresses that are ours, weights on the pods behind them. A value that is empty or
                `false`, `null`, `[]` or `{}` asks for nothing, where the last column says nothing else.

                ## With an effect

                | key | on | effect |
                |---|---|---|
                %s

                On another kind of object it is answered: `eni-direct.io/profile`, subnets and `pass-to-target` as what restricts,
                the others as what tunes.

                ## Refused: what restricts and can't be given yet

                Without it the source would be open, or its load balancer another one than was meant. So nothing new is made for it,
                and what is programmed stays as it is; `Accepted` is false with `CannotRestrict`
                ([Services](../guides/services.md#what-restricts-is-never-left-out),
                [Ingresses](../guides/ingresses.md#what-restricts-is-never-left-out)).

                | key | on | why | asks for nothing with |
                |---|---|---|---|
                %s

                ## Told: what only tunes and has no effect

                One event `Unsupported` says so, with what happens instead, and the rest works.

                | key | on | what happens instead | asks for nothing with |
                |---|---|---|---|
                %s

                ## Not a word: what is so anyway, or for others

                | key | on | why |
                |---|---|---|
                %s
                """.formatted(effects(), answers(Answer.RESTRICTS), answers(Answer.TUNES), untold()));
    }

    private static String effects() {
        return Table.ROWS.stream()
                .flatMap(row -> Stream.ofNullable(row.given()).map(given -> effect(row, given)))
                .collect(joining("\n"));
    }

    private static String effect(Row row, Given given) {
        return "| `%s` | %s | %s |".formatted(row.key(), String.join(", ", given.kinds()), given.effect());
    }

    /** Keys with the same answer stand in one line. */
    private static String answers(Answer answer) {
        return lines(row -> row.answer() == answer && row.given() == null, true);
    }

    private static String untold() {
        return lines(row -> !row.answer().isTold(), false);
    }

    private static String lines(Predicate<Row> which, boolean silence) {
        return Table.ROWS.stream()
                .filter(which)
                .collect(groupingBy(
                        row -> row.rule() + " |"
                                + (silence ? " " + row.silence().values() + " |" : ""),
                        LinkedHashMap::new,
                        toList()))
                .entrySet()
                .stream()
                .map(line -> "| %s | %s | %s"
                        .formatted(
                                line.getValue().stream()
                                        .map(row -> "`" + row.key() + "`")
                                        .collect(joining("<br>")),
                                line.getValue().stream()
                                        .flatMap(row -> row.kinds().stream())
                                        .distinct()
                                        .sorted(Comparator.reverseOrder())
                                        .collect(joining(", ")),
                                line.getKey()))
                .collect(joining("\n"));
    }
}
