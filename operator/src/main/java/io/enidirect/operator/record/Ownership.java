package io.enidirect.operator.record;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What on the load balancer is ours: a listener whose id is recorded, or one that still has the name which only we give
 * when we create one. Everything else is foreign and never written to.
 */
public final class Ownership {
    private final Snapshot seen;
    private final Map<ListenerKey, ListenerRecord> recorded = new HashMap<>();

    public Ownership(Snapshot seen) {
        this.seen = seen;
        for (ListenerRecord entry : seen.recorded().listeners()) {
            recorded.put(RecordKeys.of(entry), entry);
        }
    }

    public Map<ListenerKey, ListenerRecord> recorded() {
        return recorded;
    }

    public boolean ours(Listener listener) {
        ListenerRecord entry = recorded.get(listener.key());
        boolean byRecord = entry != null && listener.id().value().equals(entry.id());
        return byRecord || listener.name().equals(seen.settings().listenerName());
    }

    public Collection<Listener> all() {
        return seen.observed().listeners().values();
    }

    /** Our listener in this place. */
    public Optional<Listener> mine(ListenerKey key) {
        return Optional.ofNullable(seen.observed().listeners().get(key)).filter(this::ours);
    }

    /** Whether this listener, or this rule, is there and ours: every rule on a listener of ours is. */
    public boolean has(Backend backend) {
        return settings(backend).isPresent();
    }

    /** The settings of what is there and ours. */
    public Optional<BackendSettings> settings(Backend backend) {
        RuleKey rule = backend.rule();
        return mine(backend.listener())
                .flatMap(listener -> rule == null
                        ? Optional.of(listener.settings().backend())
                        : rule(backend).map(Rule::settings));
    }

    /** Our rule in this place. */
    public Optional<Rule> rule(Backend backend) {
        RuleKey rule = backend.rule();
        return rule == null
                ? Optional.empty()
                : mine(backend.listener()).flatMap(listener -> seen.observed().rule(listener.key(), rule));
    }

    /** Somebody else's listener that stands in this place: of the same port and class. */
    public Optional<Listener> foreignIn(ListenerKey key) {
        return all().stream()
                .filter(listener -> listener.key().excludes(key) && !ours(listener))
                .findFirst();
    }

    public List<Listener> foreign() {
        return all().stream().filter(listener -> !ours(listener)).toList();
    }
}
