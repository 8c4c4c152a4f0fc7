package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the record: a rule that is ours, or that is about to be made.
 *
 * @param id absent: an intent
 * @param source the key of the source that it is for; absent for the rule that only holds the default domain
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RuleRecord(
        @Nullable String id,
        @Required String domain,
        @Required String url,
        @Nullable String source,
        @Nullable Origin origin,
        List<String> certificates,
        @Nullable String refusedReplacement) {

    public RuleRecord {
        certificates = Lists.of(certificates);
    }

    public RuleRecord withId(@Nullable String newId) {
        return new RuleRecord(newId, domain, url, source, origin, certificates, refusedReplacement);
    }

    public RuleRecord withRefusedReplacement(String hash) {
        return new RuleRecord(id, domain, url, source, origin, certificates, hash);
    }
}
