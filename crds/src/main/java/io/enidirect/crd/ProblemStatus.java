package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A problem as it is published. Two are equal if all but their details are: for a detail alone no status is written. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemStatus(
        @JsonPropertyDescription("What kind of problem it is, for example BadAnnotation; see docs/reference/events.md.")
        @Required
        String code,

        @JsonPropertyDescription("The reason of the event that tells it.") @Required
        String event,

        @JsonPropertyDescription("The field or annotation that it is about.") @Nullable String field,

        @JsonPropertyDescription("Object, value, rule and remedy, in a sentence or two.") @Required
        String message,

        @JsonPropertyDescription(
                "What may change while the problem stays, as it was at first: a request's id, the pods concerned.")
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
