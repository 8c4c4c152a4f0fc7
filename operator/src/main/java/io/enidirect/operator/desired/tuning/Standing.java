package io.enidirect.operator.desired.tuning;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.crd.DomainRecord;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.record.RecordKeys;
import io.enidirect.operator.record.Setting;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which settings a user's word set of what is there, by the record. They are what can be held. */
final class Standing {
    static final Set<Setting> OF_LISTENER = EnumSet.of(Setting.NAME, Setting.KEEP_ALIVE, Setting.SNAT, Setting.GZIP);
    static final Set<Setting> OF_BACKEND = EnumSet.complementOf(EnumSet.of(
            Setting.NAME, Setting.KEEP_ALIVE, Setting.SNAT, Setting.GZIP, Setting.HTTP2, Setting.DEFAULT_SERVER));

    private final Ownership ownership;
    private final Map<Backend, Set<Setting>> backends = new HashMap<>();
    private final Map<Host, Set<Setting>> hosts = new HashMap<>();

    private record Host(ListenerKey listener, String domain) {}

    Standing(Snapshot seen) {
        ownership = new Ownership(seen);
        for (ListenerRecord listener : seen.recorded().listeners()) {
            put(RecordKeys.backend(listener), listener.named());
            for (DomainRecord domain : listener.domains()) {
                hosts.put(new Host(RecordKeys.of(listener), domain.domain()), Setting.of(domain.named()));
                domain.rules().forEach(rule -> put(RecordKeys.backend(listener, domain, rule), rule.named()));
            }
        }
    }

    private void put(Backend backend, List<String> named) {
        backends.put(backend, Setting.of(named));
    }

    /** Those of the listener or rule, where it is there. */
    Optional<BackendSettings> settings(Backend backend) {
        return ownership.settings(backend);
    }

    /** Whether the listener or rule is there. */
    boolean has(Backend backend) {
        return ownership.has(backend);
    }

    /** Of a listener or rule as a backend. */
    Set<Setting> named(Backend backend) {
        return among(backends.getOrDefault(backend, Set.of()), OF_BACKEND);
    }

    /** Of a listener as such. */
    Set<Setting> named(ListenerKey listener) {
        return among(backends.getOrDefault(Backend.of(listener), Set.of()), OF_LISTENER);
    }

    /** Of a host. */
    Set<Setting> named(ListenerKey listener, String domain) {
        return hosts.getOrDefault(new Host(listener, domain), Set.of());
    }

    static Set<Setting> among(Set<Setting> some, Set<Setting> others) {
        Set<Setting> both = EnumSet.noneOf(Setting.class);
        both.addAll(others);
        both.retainAll(some);
        return both;
    }
}
