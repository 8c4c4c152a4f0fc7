package io.enidirect.operator.desired.merge;

import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.DomainRecord;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.operator.desired.merge.Words.Host;
import io.enidirect.operator.desired.model.DomainWords;
import io.enidirect.operator.desired.model.ListenerWords;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Part.Standing;
import io.enidirect.operator.desired.model.SettingDefaults;
import io.enidirect.operator.record.RecordKeys;
import io.enidirect.operator.record.Setting;
import io.enidirect.operator.snapshot.Backend;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a user's word set once, by the record, and none does any more: it is wanted to be the default again. What is held says
 * nothing, and stays.
 */
final class GoingBack {
    private final String listenerName;
    private final Map<Backend, Set<Setting>> backends = new HashMap<>();
    private final Map<Host, Set<Setting>> hosts = new LinkedHashMap<>();

    GoingBack(CloudLoadBalancerStatus record, String listenerName) {
        this.listenerName = listenerName;
        for (ListenerRecord listener : record.listeners()) {
            named(RecordKeys.backend(listener), listener.named());
            for (DomainRecord domain : listener.domains()) {
                Set<Setting> ofHost = Setting.of(domain.named());
                if (!ofHost.isEmpty()) {
                    hosts.put(new Host(RecordKeys.of(listener), domain.domain()), ofHost);
                }
                domain.rules().forEach(rule -> named(RecordKeys.backend(listener, domain, rule), rule.named()));
            }
        }
    }

    private void named(Backend backend, List<String> words) {
        Set<Setting> settings = Setting.of(words);
        if (!settings.isEmpty()) {
            backends.put(backend, settings);
        }
    }

    Part part(Part part) {
        Set<Setting> gone = gone(backends.get(part.backend()), part.named());
        return gone.isEmpty() || part.standing() != Standing.WANTED
                ? part
                : part.withSettings(SettingDefaults.back(part.settings(), gone, part.backend()));
    }

    /** @param said one at most for each listener */
    List<ListenerWords> listeners(List<ListenerWords> said, List<Part> parts) {
        Map<ListenerKey, ListenerWords> words = new LinkedHashMap<>();
        said.forEach(each -> words.put(each.listener(), each));
        keys(parts).forEach(key -> {
            Set<Setting> recorded = backends.get(Backend.of(key));
            ListenerWords now =
                    words.getOrDefault(key, new ListenerWords(key, null, ListenerSettings.UNSPECIFIED, Set.of()));
            Set<Setting> gone = gone(recorded, now.named());
            if (!gone.isEmpty()) {
                words.put(
                        key,
                        new ListenerWords(
                                key,
                                now.source(),
                                SettingDefaults.back(now.settings(), gone, listenerName),
                                now.named()));
            }
        });
        return List.copyOf(words.values());
    }

    private static Set<ListenerKey> keys(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.standing() == Standing.WANTED)
                .map(part -> part.backend().listener())
                .collect(Collectors.toSet());
    }

    /** @param said one at most for each host */
    List<DomainWords> domains(List<DomainWords> said) {
        Map<Host, DomainWords> words = new LinkedHashMap<>();
        said.forEach(each -> words.put(Host.of(each), each));
        hosts.forEach((host, recorded) -> {
            DomainWords now = words.getOrDefault(
                    host, new DomainWords(host.listener(), host.domain(), null, DomainSettings.UNSPECIFIED, Set.of()));
            Set<Setting> gone = gone(recorded, now.named());
            if (!gone.isEmpty()) {
                words.put(
                        host,
                        new DomainWords(
                                host.listener(),
                                host.domain(),
                                now.source(),
                                SettingDefaults.back(now.settings(), gone),
                                now.named()));
            }
        });
        return List.copyOf(words.values());
    }

    private static Set<Setting> gone(@Nullable Set<Setting> recorded, Set<Setting> named) {
        if (recorded == null) {
            return Set.of();
        }
        Set<Setting> gone = EnumSet.copyOf(recorded);
        gone.removeAll(named);
        return gone;
    }
}
