package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What the CRDs say of a {@link io.fabric8.kubernetes.api.model.Condition}, whose own fields are described nowhere. */
record ConditionSchema(
        @JsonPropertyDescription("What it is about: Accepted, Programmed, Ready, DeletionBlocked or Released.")
        String type,

        @JsonPropertyDescription("True or False.") String status,

        @JsonPropertyDescription("Why, in one word in CamelCase; of a problem its code.")
        String reason,

        @JsonPropertyDescription("Why, for people.") String message,

        @JsonPropertyDescription("When its status last changed.")
        String lastTransitionTime,

        @JsonPropertyDescription("The generation of the object that it was computed from.") @Nullable Long observedGeneration) {}
