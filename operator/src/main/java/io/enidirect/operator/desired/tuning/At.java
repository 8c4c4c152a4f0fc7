package io.enidirect.operator.desired.tuning;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of a TkeServiceConfig, and how the value there is read.
 *
 * @param object for people
 */
record At(String object, String field) {
    private static final String UNTIL_THEN = "; until then this setting stays as it is, and the others go on";

    /** Why a value can't be. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        private Refused(Problem problem) {
            super(problem.message());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    static At spec(String object) {
        return new At(object, "spec.loadBalancer");
    }

    At in(String name) {
        return new At(object, field + "." + name);
    }

    /** An item of a list, by what addresses it. */
    At item(String list, String key, Object value) {
        return new At(object, field + "." + list + "[" + key + "=" + value + "]");
    }

    int number(@Nullable Integer value, int from, int to, int otherwise) throws Refused {
        if (value != null && (value < from || value > to)) {
            throw refused(value, "it is a whole number from " + from + " to " + to, "Write one");
        }
        return value == null ? otherwise : value;
    }

    <W> W word(String value, Map<String, W> words) throws Refused {
        W word = words.get(value);
        if (word == null) {
            throw refused(
                    value,
                    "here it can be "
                            + String.join(", ", words.keySet().stream().sorted().toList()),
                    "Write one of them");
        }
        return word;
    }

    /** @param otherwise where neither spelling is there; null: one has to be */
    boolean on(@Nullable Boolean enable, @Nullable Boolean enabled, @Nullable Boolean otherwise) throws Refused {
        if (enable != null && enabled != null && !enable.equals(enabled)) {
            throw in("enabled")
                    .refused(enabled, "it is an older spelling of enable, which says " + enable, "Take one away");
        }
        Boolean said = enable != null ? enable : enabled != null ? enabled : otherwise;
        if (said == null) {
            throw in("enable").refused(null, "it says whether there is one", "Write true or false");
        }
        return said;
    }

    Refused refused(@Nullable Object value, String rule, String remedy) {
        return new Refused(problem(Code.INVALID_TUNING, value, rule, remedy + UNTIL_THEN));
    }

    Problem problem(Code code, @Nullable Object value, String rule, String remedy) {
        return Problem.of(
                code, new Place(object, field), value == null ? null : value.toString(), new Wording(rule, remedy));
    }
}
