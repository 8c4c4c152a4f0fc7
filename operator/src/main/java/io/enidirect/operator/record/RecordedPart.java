package io.enidirect.operator.record;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.DomainRecord;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.Origin;
import io.enidirect.crd.RedirectRecord;
import io.enidirect.crd.RuleRecord;
import io.enidirect.operator.snapshot.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the record that is for a source: an L4 listener or an L7 rule.
 *
 * @param source the key of that source
 * @param origins whose addresses feed it; none: it redirects
 * @param id null: announced, and not known to have been made
 * @param refused the hash of what was to take its place, which was refused when it had already gone
 */
public record RecordedPart(
        Backend backend,
        String source,
        @Nullable String id,
        List<Origin> origins,
        @Nullable RedirectRecord redirect,
        @Nullable String refused) {
    public RecordedPart {
        origins = List.copyOf(origins);
    }

    /** All of them; L7 listeners themselves and the placeholder are for nobody. */
    public static List<RecordedPart> of(CloudLoadBalancerStatus record) {
        List<RecordedPart> parts = new ArrayList<>();
        for (ListenerRecord listener : record.listeners()) {
            if (listener.source() != null) {
                parts.add(new RecordedPart(
                        RecordKeys.backend(listener),
                        listener.source(),
                        listener.id(),
                        listener.origins(),
                        null,
                        listener.refusedReplacement()));
            }
            listener.domains()
                    .forEach(domain -> domain.rules().stream()
                            .filter(rule -> rule.source() != null)
                            .map(rule -> of(listener, domain, rule))
                            .forEach(parts::add));
        }
        return parts;
    }

    private static RecordedPart of(ListenerRecord listener, DomainRecord domain, RuleRecord rule) {
        return new RecordedPart(
                RecordKeys.backend(listener, domain, rule),
                Objects.requireNonNull(rule.source()),
                rule.id(),
                rule.origins(),
                rule.redirect(),
                rule.refusedReplacement());
    }

    /** Those of one source. */
    public static List<RecordedPart> of(CloudLoadBalancerStatus record, String source) {
        return of(record).stream().filter(part -> part.source().equals(source)).toList();
    }

    /** Whether there is something that could be held, or to be made again. */
    public boolean programmed() {
        return (!origins.isEmpty() || redirect != null) && (id != null || refused != null);
    }
}
