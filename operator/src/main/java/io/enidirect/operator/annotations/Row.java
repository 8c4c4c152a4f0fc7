package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key or field, and what is answered where it asks for what it can't have.
 *
 * @param key an annotation's, or a field in the notation of {@code kubectl explain}
 * @param field null: it is an annotation
 * @param given the kinds of source on which it has its effect, so that there is nothing to answer
 * @param rule why it can't be given
 * @param remedy what to do, and what happens until then
 */
record Row(
        String key,
        @Nullable Field field,
        Silence silence,
        Effect effect,
        Set<String> given,
        String rule,
        String remedy) {

    static final String UNTIL_THEN = "until then nothing new is made for it, and what is programmed stays as it is";

    /** What becomes of a source that asks for it in vain. */
    enum Effect {
        /** It is refused as a whole: it would be open without what restricts it. */
        RESTRICTS(Code.CANNOT_RESTRICT),
        /** It goes on without it. */
        TUNES(Code.UNSUPPORTED);

        private final Code code;

        Effect(Code code) {
            this.code = code;
        }
    }

    /** A field's value as it is shown: null where it is absent, empty where there is nothing to show. */
    interface Field {
        @Nullable String of(HasMetadata source);
    }

    /** Whether a value asks this source for nothing else than what is so anyway. */
    interface Silence {
        boolean of(HasMetadata source, String value);
    }

    Row {
        given = Set.copyOf(given);
    }

    static Row restricting(String key, Silence silence, String rule, String instead) {
        return restricting(key, null, silence, rule, instead);
    }

    /** @param instead with what the source would have to be content */
    static Row restricting(String key, @Nullable Field field, Silence silence, String rule, String instead) {
        return new Row(
                key,
                field,
                silence,
                Effect.RESTRICTS,
                Set.of(),
                rule,
                "Take it away if " + instead + " will do; " + UNTIL_THEN);
    }

    static Row tuning(String key, Silence silence, String rule, String remedy) {
        return new Row(key, null, silence, Effect.TUNES, Set.of(), rule, remedy);
    }

    static Row tuning(String key, Field field, String rule) {
        return tuning(key, field, rule, "Take the field away; the rest works");
    }

    static Row tuning(String key, Field field, String rule, String remedy) {
        return new Row(key, field, (source, value) -> value.isEmpty(), Effect.TUNES, Set.of(), rule, remedy);
    }

    /** The same, with its effect on sources of this kind. */
    Row givenTo(String kind) {
        return new Row(key, field, silence, effect, Set.of(kind), rule, remedy);
    }

    boolean restricts() {
        return effect == Effect.RESTRICTS;
    }

    /** What is wrong with it there, if anything. */
    Optional<Problem> answer(HasMetadata source) {
        if (given.contains(source.getKind())) {
            return Optional.empty();
        }
        String value = field == null ? Annotations.of(source, key).orElse(null) : field.of(source);
        String place = field == null ? Annotations.field(key) : key;
        if (value != null && field == null && Cut.annotation(source, key)) {
            return Optional.of(unread(source, place, value));
        }
        return Optional.ofNullable(value)
                .filter(asked -> !silence.of(source, asked))
                .map(asked -> problem(source, place, asked, rule, remedy));
    }

    /** Whatever it says can't be what it means. */
    Problem unread(HasMetadata source, String place, String value) {
        return problem(
                source,
                place,
                value,
                "it is too long to be read: all annotations that are read have at most " + Cut.ANNOTATIONS
                        + " characters together",
                restricts() ? "Shorten it, or take it away; " + UNTIL_THEN : "Shorten it; the rest works");
    }

    Problem problem(HasMetadata source, String place, String value, String rule, String remedy) {
        return new Problem(effect.code, name(source), place, value.isEmpty() ? null : value, rule, remedy);
    }

    /** For people. */
    static String name(HasMetadata source) {
        return source.getKind() + " " + source.getMetadata().getNamespace() + "/"
                + source.getMetadata().getName();
    }
}
