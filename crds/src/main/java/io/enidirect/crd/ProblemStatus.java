package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it is published. Two are equal if all but their details are: for a detail alone no status is written.
 *
 * @param code stable, for example {@code BadAnnotation}
 * @param event the reason of the event that tells it
 * @param field where in the object
 * @param message object, value, rule and remedy in a sentence or two
 * @param detail what may change while the problem stays, as it was at first: a request's id, the pods concerned
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemStatus(
        @Required String code,
        @Required String event,
        @Nullable String field,
        @Required String message,
        @Nullable String detail) {

    /** Message and detail, for people. */
    public String text() {
        return detail == null ? message : message + " (" + detail + ")";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProblemStatus problem
                && code.equals(problem.code)
                && event.equals(problem.event)
                && Objects.equals(field, problem.field)
                && message.equals(problem.message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, event, field, message);
    }
}
