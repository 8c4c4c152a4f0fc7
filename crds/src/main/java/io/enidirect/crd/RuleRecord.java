package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry of the record: a rule that is ours, or that is about to be made. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RuleRecord(
        @JsonPropertyDescription(
                "Its id in the cloud (loc-...); absent: it is about to be made, and not known to be there yet")
        @Nullable String id,

        @Required
        @JsonPropertyDescription(
                "The path, as the cloud writes it: a prefix, = and a path, or ~ and a regular expression")
        String url,

        @JsonPropertyDescription(
                "The key of the source that it is for, as in status.sources; absent: it holds the host for nobody")
        @Nullable String source,

        @JsonPropertyDescription("Whose addresses feed it; none: it redirects, or it is a placeholder")
        List<Origin> origins,

        @JsonPropertyDescription("Where it redirects to") @Nullable RedirectRecord redirect,

        @JsonPropertyDescription(
                "The settings that a user's word set when the rule was last written: what is in here and said no "
                        + "more goes back to the cloud's default")
        List<String> named,

        @JsonPropertyDescription(
                "The hash of what was to take this one's place and was refused when it already had to go: not tried "
                        + "again until it changes")
        @Nullable String refusedReplacement) {

    public RuleRecord {
        origins = Lists.of(origins);
        named = Lists.of(named);
    }

    public RuleRecord withId(@Nullable String newId) {
        return new RuleRecord(newId, url, source, origins, redirect, named, refusedReplacement);
    }

    public RuleRecord withRefusedReplacement(@Nullable String hash) {
        return new RuleRecord(id, url, source, origins, redirect, named, hash);
    }
}
