package io.enidirect.operator.events;

import io.enidirect.crd.ProblemStatus;
import io.enidirect.operator.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one event says. Two are equal if all but their details are.
 *
 * @param reason in CamelCase; documented
 * @param note for people
 * @param detail shown after the note
 */
public record Notice(
        Type type, String reason, String note, @Nullable String detail) {

    /** Whether somebody should look at it. */
    public enum Type {
        Normal,
        Warning
    }

    public Notice(Type type, String reason, String note) {
        this(type, reason, note, null);
    }

    public static Notice of(Problem problem) {
        return of(problem.toStatus());
    }

    public static Notice of(ProblemStatus problem) {
        return new Notice(Type.Warning, problem.event(), problem.message(), problem.detail());
    }

    /** Equal notices have the same one, in each process. */
    UUID identity() {
        return UUID.nameUUIDFromBytes((type + reason + note).getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return detail == null ? note : note + " (" + detail + ")";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Notice notice
                && type == notice.type
                && reason.equals(notice.reason)
                && note.equals(notice.note);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, reason, note);
    }
}
