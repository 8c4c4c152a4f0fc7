package io.enidirect.operator.problem;

import io.enidirect.crd.ProblemStatus;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mistake or a refusal.
 *
 * @param object for people, for example {@code Service default/web}
 * @param field where in the object, in the notation of {@code kubectl explain}
 * @param value what stands there; never a secret
 * @param rule what it breaks
 * @param remedy what to do
 */
public record Problem(
        Code code,
        String object,
        @Nullable String field,
        @Nullable String value,
        String rule,
        String remedy) implements Comparable<Problem> {
    /** Longer values are cut: what matters of them is their beginning. */
    private static final int SHOWN = 80;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::code).thenComparing(Problem::message);

    public String message() {
        StringBuilder text = new StringBuilder(object).append(": ");
        if (field != null) {
            text.append(field);
            if (value != null) {
                text.append(" is \"").append(visible(value.substring(0, Math.min(SHOWN, value.length()))));
                text.append(value.length() > SHOWN ? "…\"" : "\"");
            }
            text.append(": ");
        }
        return text.append(rule).append(". ").append(remedy).append('.').toString();
    }

    /** A line break that a user smuggled in makes no second line, in no event and no log. */
    private static String visible(String value) {
        return CONTROL.matcher(value).replaceAll(match -> "\\\\u%04x".formatted((int) value.charAt(match.start())));
    }

    public ProblemStatus toStatus() {
        return new ProblemStatus(code.text(), code.event().name(), field, message());
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }
}
