package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it is published.
 *
 * @param code stable, for example {@code BadAnnotation}
 * @param event the reason of the event that tells it
 * @param field where in the object
 * @param message object, value, rule and remedy in a sentence or two
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemStatus(
        @Required String code,
        @Required String event,
        @Nullable String field,
        @Required String message) {}
