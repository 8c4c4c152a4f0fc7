package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host on an L7 listener of the record. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DomainRecord(
        @Required
        @JsonPropertyDescription("The host, as the cloud writes it: a name, *.x, x.*, or ~ and a regular expression")
        String domain,

        @JsonPropertyDescription(
                "The key of the source whose word counts for the host as a whole, as in status.sources; absent: nobody's")
        @Nullable String source,

        @JsonPropertyDescription("Its certificates, by their ids or by the hash of their content")
        List<String> certificates,

        @JsonPropertyDescription(
                "The settings of the host that a user's word set when it was last written: what is in here and said "
                        + "no more goes back to the cloud's default")
        List<String> named,

        @JsonPropertyDescription("Its rules") List<RuleRecord> rules) {

    public DomainRecord {
        certificates = Lists.of(certificates);
        named = Lists.of(named);
        rules = Lists.of(rules);
    }

    public DomainRecord withRules(List<RuleRecord> newRules) {
        return new DomainRecord(domain, source, certificates, named, newRules);
    }
}
