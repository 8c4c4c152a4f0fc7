package io.enidirect.operator.kinds;

import io.enidirect.operator.annotations.Said;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;

/** What is told where two places say something else of one field. */
final class Overruling {
    private Overruling() {}

    /** A profile's word restricts, and its source tries to say otherwise. */
    static Problem restricts(String source, Said<?> said, ChosenProfile profile, String field, Object standing) {
        String root = field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
        return Problem.of(
                Code.NOT_ADMITTED,
                new Place(source, said.field()),
                said.value().toString(),
                new Wording(
                        profile.object() + " says " + standing + " (its spec." + field
                                + "), which restricts, and does not list " + root + " as overridable",
                        "Take it away, or name another profile; " + Wording.UNTIL_THEN));
    }

    /** What only tunes: the one goes before the other. */
    static Problem loses(String object, String field, Object value, String winner) {
        return Problem.of(
                Code.OVERRULED,
                new Place(object, field),
                value.toString(),
                new Wording(winner + " says something else, and goes before it", "Nothing to do, if that is meant"));
    }

    static Problem publicOnly(String source, Said<?> said) {
        return Problem.of(
                Code.UNSUPPORTED,
                new Place(source, said.field()),
                said.value().toString(),
                new Wording(
                        "only traffic of a public load balancer is paid and limited so, and this one is internal",
                        "Take it away; the rest works"));
    }
}
