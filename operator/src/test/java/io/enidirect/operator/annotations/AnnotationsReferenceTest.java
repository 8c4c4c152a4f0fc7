package io.enidirect.operator.annotations;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.ReferencePage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users read about each key: what it does, or what is answered. A key with an effect and without a line fails here. */
class AnnotationsReferenceTest {
    /** @param on the kinds of object on which it has its effect */
    private record Line(String key, String on, String effect) {}

    private static final String PASS = "whether its traffic passes the pods' security groups ([security"
            + " groups](../guides/operations.md#security-groups))";
    private static final String SUBNET = "an internal load balancer, with its address in that subnet";

    private static final List<Line> EFFECTS = List.of(
            new Line(
                    Keys.DIRECT_ACCESS,
                    "Service",
                    "`\"true\"`: it is ours, where it has no class and TKE's own controller is not active"
                            + " ([which Services](../guides/services.md#which-services))"),
            new Line(
                    Keys.LEGACY_CLASS,
                    "Ingress",
                    "its class, where the field names none ([which Ingresses](../guides/ingresses.md#which-ingresses))"),
            new Line(InternalNetwork.OF_SERVICE, "Service", SUBNET),
            new Line(InternalNetwork.OF_INGRESS, "Ingress", SUBNET),
            new Line(Keys.PROFILE, "Service, Ingress", "the LoadBalancerProfile that its load balancer is made by"),
            new Line(Keys.SERVICE + PassToTarget.NAME, "Service", PASS),
            new Line(Keys.INGRESS + PassToTarget.NAME, "Ingress", PASS),
            new Line(Keys.SERVICE + "custom-weight", "Pod", "its weight behind Services, 0–100, default 10"),
            new Line(Keys.INGRESS + "custom-weight", "Pod", "its weight behind Ingresses, 0–100, default 10"));

    @Test
    void documentsEveryKey() throws IOException {
        Set<String> given = Stream.concat(Restrictions.ROWS.stream(), Tunings.ROWS.stream())
                .filter(row -> !row.given().isEmpty())
                .map(Row::key)
                .collect(toSet());
        assertThat(EFFECTS).extracting(Line::key).containsAll(given);
        ReferencePage.check("annotations.md", """
                # Keys

                Written from the code; `-Ddocs.update` on the build of `operator` rewrites it.

                Which of TKE's annotations, of Kubernetes' fields, and of our own keys work here, and what is answered where they
                don't. What is not on this page is not looked at; but a key whose name is at most two letters off one that restricts
                counts as that one.

                ## With an effect

                | key | on | effect |
                |---|---|---|
                %s

                ## Refused: what restricts and can't be given yet

                Without it the source would be open, or its load balancer another one than was meant. So nothing new is made for it,
                and what is programmed stays as it is; `Accepted` is false with `CannotRestrict`
                ([Services](../guides/services.md#what-restricts-is-never-left-out),
                [Ingresses](../guides/ingresses.md#what-restricts-is-never-left-out), with the values that ask for nothing). A key
                with an effect is refused, too, on another kind of object than its own.

                | key | why |
                |---|---|
                %s

                ## Told: what only tunes and has no effect

                One event `Unsupported` says so, and the rest works. Some values ask for what is so anyway, and nothing is said of
                them: none, `false`, `[]`, `{}`, or what the line says.

                | key | why |
                |---|---|
                %s
                """.formatted(
                        EFFECTS.stream().map(AnnotationsReferenceTest::row).collect(joining("\n")),
                        answers(Restrictions.ROWS),
                        answers(Tunings.ROWS)));
    }

    private static String row(Line line) {
        return "| `%s` | %s | %s |".formatted(line.key(), line.on(), line.effect());
    }

    /** Keys with the same answer stand in one line. */
    private static String answers(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.given().isEmpty())
                .collect(groupingBy(Row::rule, LinkedHashMap::new, toList()))
                .entrySet()
                .stream()
                .map(line -> "| %s | %s |"
                        .formatted(
                                line.getValue().stream()
                                        .map(row -> "`" + row.key() + "`")
                                        .collect(joining("<br>")),
                                line.getKey()))
                .collect(joining("\n"));
    }
}
