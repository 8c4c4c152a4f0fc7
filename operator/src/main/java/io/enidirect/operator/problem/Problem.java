package io.enidirect.operator.problem;

import io.enidirect.crd.ProblemStatus;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mistake or a refusal. Two are equal if all but their details are: what changes by itself while the problem stays must
 * not make another one of it, which would be told and written again.
 *
 * @param value what stands there; never a secret
 * @param detail what may change from one look to the next: a request's id, the pods concerned; shown, never compared
 */
public record Problem(
        Code code,
        Place place,
        @Nullable String value,
        Wording wording,
        @Nullable String detail) implements Comparable<Problem> {
    /** Longer values are cut: what matters of them is their beginning. */
    private static final int SHOWN = 80;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::code).thenComparing(Problem::message);

    public static Problem of(Code code, Place place, @Nullable String value, Wording wording) {
        return new Problem(code, place, value, wording, null);
    }

    public String object() {
        return place.object();
    }

    public @Nullable String field() {
        return place.field();
    }

    public String rule() {
        return wording.rule();
    }

    public String remedy() {
        return wording.remedy();
    }

    public Problem withDetail(@Nullable String other) {
        return new Problem(code, place, value, wording, other);
    }

    /** All but the detail. */
    public String message() {
        StringBuilder text = new StringBuilder(place.object()).append(": ");
        if (place.field() != null) {
            text.append(place.field());
            if (value != null) {
                text.append(" is \"").append(visible(beginning(value)));
                text.append(value.length() > SHOWN ? "…\"" : "\"");
            }
            text.append(": ");
        }
        return text.append(rule()).append(". ").append(remedy()).append('.').toString();
    }

    /** Ends with a whole character, which may be two of Java's. */
    private static String beginning(String value) {
        int end = Math.min(SHOWN, value.length());
        boolean splits = end < value.length() && Character.isHighSurrogate(value.charAt(end - 1));
        return value.substring(0, splits ? end - 1 : end);
    }

    /** A line break that a user smuggled in makes no second line, in no event and no log. */
    private static String visible(String value) {
        return CONTROL.matcher(value).replaceAll(match -> "\\\\u%04x".formatted((int) value.charAt(match.start())));
    }

    /** All of it, for people. */
    public String text() {
        return toStatus().text();
    }

    public ProblemStatus toStatus() {
        return new ProblemStatus(code.text(), code.event().name(), place.field(), message(), detail);
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Problem problem
                && code == problem.code
                && place.equals(problem.place)
                && Objects.equals(value, problem.value)
                && wording.equals(problem.wording);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, place, value, wording);
    }
}
