package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a source's load balancer is looked after, or left alone as it is. */
public final class Mode {
    public static final String SKIP = "skip";
    private static final String MANAGE = "manage";

    private Mode() {}

    /** The key that is a kind's own, by TKE's name. */
    static String key(String kind) {
        return (kind.equals("Service") ? Keys.SERVICE : Keys.INGRESS) + "mode";
    }

    /** The word that counts: this controller's own key goes before TKE's. */
    private static Optional<Said<String>> word(HasMetadata source) {
        return Stream.of(Keys.MODE, key(source.getKind()))
                .flatMap(key ->
                        Annotations.of(source, key)
                                .map(value -> new Said<>(value.strip(), Annotations.field(key)))
                                .stream())
                .findFirst();
    }

    /** What can't be understood may be meant to keep us off. */
    public static boolean skips(HasMetadata source) {
        return word(source).filter(word -> !word.value().equals(MANAGE)).isPresent();
    }

    /** Whether TKE's own controller leaves it alone, whatever we do. */
    public static boolean skippedByTke(HasMetadata source) {
        return Annotations.of(source, key(source.getKind()))
                .filter(SKIP::equals)
                .isPresent();
    }

    /** By which annotations TKE's own controller leaves a source alone and we don't. */
    public static String onlyOurs(String kind) {
        return key(kind) + ": " + SKIP + " and " + Keys.MODE + ": " + MANAGE;
    }

    /** What is said of it; empty where nothing is. */
    public static Optional<Problem> skipped(HasMetadata source) {
        return word(source)
                .filter(word -> !word.value().equals(MANAGE))
                .map(word -> word.value().equals(SKIP)
                        ? problem(
                                source,
                                word,
                                "its load balancer is left alone: nothing is made, changed or registered, only targets"
                                        + " that are no living pod any more are deregistered",
                                "Take it away, or set " + Keys.MODE + ": " + MANAGE
                                        + ", when it is to be looked after again")
                        : problem(
                                source,
                                word,
                                "a mode is \"" + SKIP + "\" or \"" + MANAGE + "\", and this one is taken for \"" + SKIP
                                        + "\": its load balancer is left alone",
                                "Write one of them"));
    }

    private static Problem problem(HasMetadata source, Said<String> word, String rule, String remedy) {
        return Problem.of(
                Code.SKIPPED, new Place(Row.name(source), word.field()), word.value(), new Wording(rule, remedy));
    }
}
