package io.enidirect.operator.plan;

import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What on the load balancer is ours: a listener whose id is recorded, or one that still has the name which only we give
 * when we create one. Everything else is foreign and never written to.
 */
final class Ownership {
    private final Snapshot seen;
    private final Map<ListenerKey, ListenerRecord> recorded = new HashMap<>();

    Ownership(Snapshot seen) {
        this.seen = seen;
        for (ListenerRecord entry : seen.recorded().listeners()) {
            recorded.put(key(entry), entry);
        }
    }

    static ListenerKey key(ListenerRecord entry) {
        return new ListenerKey(Protocol.valueOf(entry.protocol()), entry.port());
    }

    Map<ListenerKey, ListenerRecord> recorded() {
        return recorded;
    }

    boolean ours(Listener listener) {
        ListenerRecord entry = recorded.get(listener.key());
        boolean byRecord = entry != null && listener.id().value().equals(entry.id());
        return byRecord || listener.name().equals(seen.settings().listenerName());
    }

    Collection<Listener> all() {
        return seen.observed().listeners().values();
    }

    /** Our listener in this place. */
    Optional<Listener> mine(ListenerKey key) {
        return Optional.ofNullable(seen.observed().listeners().get(key)).filter(this::ours);
    }

    /** Somebody else's listener that stands in this place: of the same port and class. */
    Optional<Listener> foreignIn(ListenerKey key) {
        return all().stream()
                .filter(listener -> listener.key().excludes(key) && !ours(listener))
                .findFirst();
    }

    boolean anyForeign() {
        return all().stream().anyMatch(listener -> !ours(listener));
    }
}
