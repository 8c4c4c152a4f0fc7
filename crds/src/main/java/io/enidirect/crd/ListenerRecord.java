package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the record: a listener that is ours, or that is about to be made.
 *
 * @param id absent: an intent, whose listener is not known to exist yet
 * @param source the key of the source that it is for
 * @param origin whose addresses feed an L4 listener
 * @param refusedReplacement the hash of the part that was to take this one's place and was refused when it already had
 *     to go: not tried again until its content changes
 * @param rules of an L7 listener
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ListenerRecord(
        @Required String protocol,
        int port,
        @Nullable String id,
        @Nullable String source,
        @Nullable Origin origin,
        List<String> certificates,
        @Nullable String refusedReplacement,
        List<RuleRecord> rules) {

    public ListenerRecord {
        certificates = Lists.of(certificates);
        rules = Lists.of(rules);
    }

    public ListenerRecord withId(@Nullable String newId) {
        return new ListenerRecord(protocol, port, newId, source, origin, certificates, refusedReplacement, rules);
    }

    public ListenerRecord withRules(List<RuleRecord> newRules) {
        return new ListenerRecord(protocol, port, id, source, origin, certificates, refusedReplacement, newRules);
    }
}
