package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of the record, and what its front publishes for it.
 *
 * @param key what entries of the record refer to
 * @param addresses what the source's own status shows; empty until it is programmed
 * @param targets how many targets are confirmed behind its backends, of how many wanted
 * @param problems the first ones
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SourceStatus(
        @Required String key,
        @Required String kind,
        @Required String namespace,
        @Required String name,
        @Required String uid,
        List<String> addresses,
        @Nullable String hostname,
        @Nullable Targets targets,
        List<Condition> conditions,
        List<ProblemStatus> problems) {

    /** How many are wanted, and how many of them the cloud was seen to have. */
    public record Targets(int wanted, int confirmed) {}

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
