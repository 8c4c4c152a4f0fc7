package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a key or field: its effect, or what is answered where it asks for what it can't have.
 *
 * @param key an annotation's, or a field in the notation of {@code kubectl explain}; one that ends with {@code *} stands for
 *     all that begin so and have no row of their own
 * @param field null: it is an annotation
 * @param given where it has its effect, so that there is nothing to answer; null: nowhere
 * @param rule why it can't be given, or nothing is said of it
 * @param remedy what to do, and what happens until then; empty where nothing is said
 */
record Row(
        String key,
        @Nullable Field field,
        Answer answer,
        Silence silence,
        @Nullable Given given,
        String rule,
        String remedy) {

    /** What becomes of a source that asks for it in vain. */
    enum Answer {
        /** It is refused as a whole: it would be open without what restricts it. */
        RESTRICTS,
        /** It goes on without it, and is told so. */
        TUNES,
        /** A controller has written it, and nobody reads it. */
        WRITTEN,
        /** It is for Kubernetes itself. */
        KUBERNETES,
        /** It asks for what is so anyway, or for nothing that concerns a load balancer. */
        SILENT;

        boolean isTold() {
            return this == RESTRICTS || this == TUNES;
        }
    }

    /**
     * Where it has its effect.
     *
     * @param kinds of objects
     */
    record Given(List<String> kinds, String effect) {
        Given {
            kinds = List.copyOf(kinds);
        }
    }

    /** A field's value as it is shown: null where it is absent, empty where there is nothing to show. */
    interface Field {
        @Nullable String of(HasMetadata source);
    }

    /**
     * Whether a value asks this source for nothing else than what is so anyway.
     *
     * @param values which ones, for people; empty: those that say no, or nothing
     */
    record Silence(String values, BiPredicate<HasMetadata, String> test) {
        boolean of(HasMetadata source, String value) {
            return test.test(source, value);
        }
    }

    static Row restricting(String key, Silence silence, String rule, String instead) {
        return restricting(key, null, silence, rule, instead);
    }

    /** @param instead with what the source would have to be content */
    static Row restricting(String key, @Nullable Field field, Silence silence, String rule, String instead) {
        return new Row(
                key,
                field,
                Answer.RESTRICTS,
                silence,
                null,
                rule,
                "Take it away if " + instead + " will do; " + Wording.UNTIL_THEN);
    }

    static Row tuning(String key, Silence silence, String rule, String remedy) {
        return new Row(key, null, Answer.TUNES, silence, null, rule, remedy);
    }

    static Row tuning(String key, Field field, String rule) {
        return tuning(key, field, rule, "Take the field away; the rest works");
    }

    static Row tuning(String key, Field field, String rule, String remedy) {
        return new Row(key, field, Answer.TUNES, Values.EMPTY, null, rule, remedy);
    }

    /** One of which nobody is told anything. */
    static Row untold(Answer answer, String key, String rule) {
        return new Row(key, null, answer, Values.NONE, null, rule, "");
    }

    /** One that has its effect on these kinds, and is answered elsewhere. */
    static Row effective(String key, Answer elsewhere, Silence silence, String effect, String... kinds) {
        return new Row(
                key,
                null,
                elsewhere,
                silence,
                new Given(List.of(kinds), effect),
                "this key has its effect on " + Stream.of(kinds).map(Row::one).collect(Collectors.joining(" or "))
                        + " only",
                elsewhere == Answer.RESTRICTS
                        ? "Take it away, or write what is meant with a key of this kind; " + Wording.UNTIL_THEN
                        : "Take it away; the rest works");
    }

    /** The same, with its effect on objects of this kind. */
    Row givenTo(String kind, String effect) {
        return new Row(key, field, answer, silence, new Given(List.of(kind), effect), rule, remedy);
    }

    /** With its article. */
    static String one(String kind) {
        return (kind.startsWith("I") ? "an " : "a ") + kind;
    }

    boolean restricts() {
        return answer == Answer.RESTRICTS;
    }

    boolean isGivenTo(String kind) {
        return given != null && given.kinds().contains(kind);
    }

    /** For which kinds of objects it is meant, by its name. */
    Collection<String> kinds() {
        if (given != null) {
            return given.kinds();
        }
        boolean service = key.contains("service.") || (field != null && !key.equals("spec.tls"));
        boolean ingress = key.contains("ingress.") || key.equals("spec.tls") || key.equals("description");
        return service == ingress ? List.of("Service", "Ingress") : List.of(service ? "Service" : "Ingress");
    }

    /** What is wrong with it there, if anything. */
    Optional<Problem> answer(HasMetadata source, String name, @Nullable String value) {
        if (value == null || !answer.isTold() || isGivenTo(source.getKind())) {
            return Optional.empty();
        }
        String place = field == null ? Annotations.field(name) : key;
        if (field == null && Cut.annotation(source, name)) {
            return Optional.of(unread(source, place, value));
        }
        return silence.of(source, value) ? Optional.empty() : Optional.of(problem(source, place, value, rule, remedy));
    }

    /** Whatever it says can't be what it means. */
    private Problem unread(HasMetadata source, String place, String value) {
        return problem(
                source,
                place,
                value,
                Cut.TOO_LONG,
                restricts() ? "Shorten it, or take it away; " + Wording.UNTIL_THEN : "Shorten it; the rest works");
    }

    private Problem problem(HasMetadata source, String place, String value, String rule, String remedy) {
        return Problem.of(
                restricts() ? Code.CANNOT_RESTRICT : Code.UNSUPPORTED,
                new Place(name(source), place),
                value.isEmpty() ? null : value,
                new Wording(rule, remedy));
    }

    /** For people. */
    static String name(HasMetadata source) {
        return source.getKind() + " " + source.getMetadata().getNamespace() + "/"
                + source.getMetadata().getName();
    }
}
