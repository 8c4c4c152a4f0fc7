package io.enidirect.cloud;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One listener with its rules. */
final class FakeListener {
    private static final int MAX_RULES = 50;

    private record Entry(RuleKey key, BackendSettings settings) {}

    private final ListenerId id;
    private final ListenerKey key;
    private final Map<RuleId, Entry> rules = new LinkedHashMap<>();
    private final Map<String, List<CertificateId>> domainCertificates = new HashMap<>();
    private String name;
    private BackendSettings settings;
    private @Nullable String defaultDomain;

    FakeListener(ListenerId id, ListenerKey key, String name, BackendSettings wanted) {
        this.id = id;
        this.key = key;
        this.name = name;
        this.settings = key.protocol().layer7()
                ? new BackendSettings(null, null, null, wanted.certificates())
                : wanted.over(new BackendSettings(Scheduler.WRR, 0, HealthCheck.DEFAULT, List.of()));
    }

    ListenerId id() {
        return id;
    }

    ListenerKey key() {
        return key;
    }

    Listener describe() {
        return new Listener(
                id,
                key,
                name,
                settings,
                rules.entrySet().stream()
                        .map(each -> describe(each.getKey(), each.getValue()))
                        .toList());
    }

    private Rule describe(RuleId rule, Entry entry) {
        BackendSettings own = entry.settings();
        String domain = entry.key().domain();
        return new Rule(
                rule,
                entry.key(),
                new BackendSettings(
                        own.scheduler(),
                        own.sessionSeconds(),
                        own.healthCheck(),
                        domainCertificates.getOrDefault(domain, List.of())),
                domain.equals(defaultDomain));
    }

    boolean has(RuleId rule) {
        return rules.containsKey(rule);
    }

    boolean uses(CertificateId certificate) {
        return Stream.concat(Stream.of(settings.certificates()), domainCertificates.values().stream())
                .anyMatch(list -> list.contains(certificate));
    }

    void rename(String wanted) {
        name = wanted;
    }

    void modify(BackendSettings wanted) {
        settings = wanted.over(settings);
    }

    FakeChange<List<RuleId>> createRules(List<NewRule> wanted, Supplier<RuleId> ids) {
        String action = "CreateRule";
        if (!key.protocol().layer7()) {
            throw Failures.rejected(
                    action, "InvalidParameterValue", "This interface only support HTTP/HTTPS listener.");
        }
        if (wanted.stream().filter(NewRule::defaultServer).count() > 1) {
            throw Failures.rejected(action, "InvalidParameterValue", "More than one DefaultServer");
        }
        if (rules.size() + wanted.size() > MAX_RULES) {
            throw Failures.quota(action, "TOTAL_LISTENER_RULE_QUOTA of " + id);
        }
        Set<RuleKey> taken = new HashSet<>();
        rules.values().forEach(each -> taken.add(each.key()));
        for (NewRule each : wanted) {
            if (!taken.add(each.key())) {
                throw Failures.conflict(action, "InvalidParameterValue.Duplicate", each.key() + " is already there");
            }
            requireCertificate(action, each, wanted);
        }
        List<RuleId> made = Stream.generate(ids).limit(wanted.size()).toList();
        return FakeChange.of(made, () -> {
            for (int i = 0; i < made.size(); i++) {
                add(made.get(i), wanted.get(i));
            }
        });
    }

    private void requireCertificate(String action, NewRule rule, List<NewRule> call) {
        String domain = rule.key().domain();
        boolean given = call.stream()
                .anyMatch(each -> each.key().domain().equals(domain)
                        && !each.settings().certificates().isEmpty());
        if (key.protocol() == Protocol.HTTPS && !given && !domainCertificates.containsKey(domain)) {
            throw Failures.rejected(action, "MissingParameter", "The new domain " + domain + " has no certificate");
        }
        if (key.protocol() == Protocol.HTTP && given) {
            throw Failures.rejected(action, "InvalidParameterValue", "HTTP has no certificates");
        }
    }

    private void add(RuleId rule, NewRule wanted) {
        String domain = wanted.key().domain();
        BackendSettings defaults = new BackendSettings(Scheduler.WRR, 0, HealthCheck.DEFAULT, List.of());
        rules.put(rule, new Entry(wanted.key(), wanted.settings().over(defaults)));
        if (!wanted.settings().certificates().isEmpty()) {
            domainCertificates.put(domain, wanted.settings().certificates());
        }
        if (defaultDomain == null || wanted.defaultServer()) {
            defaultDomain = domain;
        }
    }

    void modifyRule(RuleId rule, BackendSettings wanted) {
        rules.computeIfPresent(rule, (same, old) -> new Entry(old.key(), wanted.over(old.settings())));
    }

    FakeChange<Nothing> certify(String domain, List<CertificateId> certificates) {
        requireDomain(domain);
        if (key.protocol() != Protocol.HTTPS) {
            throw Failures.rejected("ModifyDomainAttributes", "InvalidParameterValue", id + " has no SNI");
        }
        List<CertificateId> wanted = List.copyOf(certificates);
        return FakeChange.of(() -> domainCertificates.put(domain, wanted));
    }

    FakeChange<Nothing> defaultTo(String domain) {
        requireDomain(domain);
        return FakeChange.of(() -> defaultDomain = domain);
    }

    private void requireDomain(String domain) {
        if (rules.values().stream().noneMatch(each -> each.key().domain().equals(domain))) {
            throw Failures.noRule("ModifyDomainAttributes", domain);
        }
    }

    /** When the last rule of the default domain goes, the oldest remaining domain takes its place. */
    void delete(Set<RuleId> gone) {
        rules.keySet().removeAll(gone);
        List<String> domains = new ArrayList<>(
                rules.values().stream().map(each -> each.key().domain()).toList());
        domainCertificates.keySet().retainAll(domains);
        if (!domains.contains(defaultDomain)) {
            defaultDomain = domains.isEmpty() ? null : domains.get(0);
        }
    }
}
