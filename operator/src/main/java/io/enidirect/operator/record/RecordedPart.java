package io.enidirect.operator.record;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.Origin;
import io.enidirect.crd.RuleRecord;
import io.enidirect.operator.snapshot.Backend;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the record that is for a source: an L4 listener or an L7 rule.
 *
 * @param source the key of that source
 * @param id null: announced, and not known to have been made
 * @param refused the hash of what was to take its place, which was refused when it had already gone
 */
public record RecordedPart(
        Backend backend,
        String source,
        @Nullable String id,
        @Nullable Origin origin,
        @Nullable String refused) {

    /** All of them; L7 listeners themselves and the placeholder are for nobody. */
    public static List<RecordedPart> of(CloudLoadBalancerStatus record) {
        List<RecordedPart> parts = new ArrayList<>();
        for (ListenerRecord listener : record.listeners()) {
            if (listener.source() != null) {
                parts.add(new RecordedPart(
                        RecordKeys.backend(listener, null),
                        listener.source(),
                        listener.id(),
                        listener.origin(),
                        listener.refusedReplacement()));
            }
            for (RuleRecord rule : listener.rules()) {
                if (rule.source() != null) {
                    parts.add(new RecordedPart(
                            RecordKeys.backend(listener, rule),
                            rule.source(),
                            rule.id(),
                            rule.origin(),
                            rule.refusedReplacement()));
                }
            }
        }
        return parts;
    }

    /** Those of one source. */
    public static List<RecordedPart> of(CloudLoadBalancerStatus record, String source) {
        return of(record).stream().filter(part -> part.source().equals(source)).toList();
    }

    /** Whether there is something that could be held, or to be made again. */
    public boolean programmed() {
        return origin != null && (id != null || refused != null);
    }
}
