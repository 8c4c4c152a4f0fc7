package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source of the record, and what its front publishes for it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SourceStatus(
        @JsonPropertyDescription(
                "What listeners and rules refer to: kind, namespace, name and the beginning of the uid.")
        @Required
        String key,

        @JsonPropertyDescription("Its kind: Service or Ingress.") @Required
        String kind,

        @JsonPropertyDescription("Its namespace.") @Required String namespace,

        @JsonPropertyDescription("Its name.") @Required String name,

        @JsonPropertyDescription("Its uid: another object of the same name is another source.") @Required
        String uid,

        @JsonPropertyDescription("The addresses that its own status shows; none until its listeners are programmed.")
        List<String> addresses,

        @JsonPropertyDescription("The name that its own status shows, where the load balancer is reached by one.")
        @Nullable String hostname,

        @JsonPropertyDescription("How many targets it has; written when they are confirmed, at most every 10 seconds.")
        @Nullable Targets targets,

        @JsonPropertyDescription("Accepted, Programmed and Ready, for what it asks for.")
        @SchemaFrom(type = ConditionSchema[].class)
        List<Condition> conditions,

        @JsonPropertyDescription("What is wrong with what it asks for; the gravest ones.")
        List<ProblemStatus> problems) {

    /** How many are wanted, and how many of them the cloud was seen to have. */
    public record Targets(
            @JsonPropertyDescription("How many are wanted behind its listeners and rules.")
            int wanted,

            @JsonPropertyDescription("How many of them the cloud was seen to have.")
            int confirmed) {}

    public SourceStatus {
        addresses = Lists.of(addresses);
        conditions = Lists.of(conditions);
        problems = Lists.of(problems);
    }

    /** An entry with nothing to publish yet. */
    public static SourceStatus of(SourceRef ref) {
        return new SourceStatus(
                ref.key(),
                ref.kind(),
                ref.namespace(),
                ref.name(),
                ref.uid(),
                List.of(),
                null,
                null,
                List.of(),
                List.of());
    }

    public SourceRef ref() {
        return new SourceRef(kind, namespace, name, uid);
    }

    /** The same but for its target counts, which change with every pod. */
    public SourceStatus withoutTargets() {
        return new SourceStatus(key, kind, namespace, name, uid, addresses, hostname, null, conditions, problems);
    }
}
