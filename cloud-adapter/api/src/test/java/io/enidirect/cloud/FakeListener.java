package io.enidirect.cloud;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One listener with its domains and rules. */
final class FakeListener {
    private record Entry(
            RuleKey key, BackendSettings settings, @Nullable Rewrite rewrite) {}

    private final ListenerId id;
    private final ListenerKey key;
    private final Supplier<Quotas> quotas;
    private final Map<RuleId, Entry> rules = new LinkedHashMap<>();
    private final Map<String, DomainSettings> domains = new LinkedHashMap<>();
    private ListenerSettings settings;
    private @Nullable String defaultDomain;

    FakeListener(ListenerId id, ListenerKey key, ListenerSettings wanted, Supplier<Quotas> quotas) {
        this.id = id;
        this.quotas = quotas;
        this.key = key;
        this.settings = FakeDefaults.listener(key.protocol(), wanted);
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
                settings,
                domains.entrySet().stream()
                        .map(each -> new Domain(
                                each.getKey(),
                                each.getValue().withDefaultServer(each.getKey().equals(defaultDomain)),
                                rulesOf(each.getKey())))
                        .toList());
    }

    private List<Rule> rulesOf(String domain) {
        return rules.entrySet().stream()
                .filter(each -> each.getValue().key().domain().equals(domain))
                .map(each -> new Rule(
                        each.getKey(),
                        each.getValue().key(),
                        each.getValue().settings(),
                        each.getValue().rewrite()))
                .toList();
    }

    boolean has(RuleId rule) {
        return rules.containsKey(rule);
    }

    String domainOf(RuleId rule) {
        return Objects.requireNonNull(rules.get(rule)).key().domain();
    }

    boolean uses(CertificateId certificate) {
        return Stream.concat(
                        Stream.of(settings.backend().certificates()),
                        domains.values().stream().map(DomainSettings::certificates))
                .anyMatch(list -> list.contains(certificate));
    }

    void requireLayer7(String action) {
        if (!key.protocol().layer7()) {
            throw Failures.rejected(
                    action, "InvalidParameterValue", "This interface only support HTTP/HTTPS listener.");
        }
    }

    void requireFitting(String action, ListenerSettings wanted) {
        FakeGuards.listener(action, key.protocol(), wanted, FakeDefaults.changed(settings, wanted));
    }

    void modify(ListenerSettings wanted) {
        settings = FakeDefaults.changed(settings, wanted);
    }

    FakeChange<List<RuleId>> createRules(List<NewRule> wanted, Supplier<RuleId> ids) {
        String action = "CreateRule";
        requireLayer7(action);
        Set<String> defaults = new HashSet<>();
        Set<RuleKey> taken = new HashSet<>();
        Set<String> known = new HashSet<>(domains.keySet());
        rules.values().forEach(each -> taken.add(each.key()));
        for (NewRule each : wanted) {
            String domain = each.key().domain();
            if (each.domain().defaultServer() && defaults.add(domain) && defaults.size() > 1) {
                throw Failures.rejected(action, "InvalidParameterValue", "More than one DefaultServer");
            }
            if (!taken.add(each.key())) {
                throw Failures.conflict(action, "InvalidParameterValue.Duplicate", each.key() + " is already there");
            }
            FakeGuards.domain(action, key.protocol(), each.domain());
            boolean fresh = known.add(domain);
            if (fresh
                    && key.protocol() == Protocol.HTTPS
                    && each.domain().certificates().isEmpty()) {
                throw Failures.rejected(action, "MissingParameter", "The new domain " + domain + " has no certificate");
            }
            FakeGuards.rule(action, key.protocol(), each.settings(), FakeDefaults.rule(each.key(), each.settings()));
        }
        FakeGuards.quota(action, taken.size(), quotas.get().rulesPerListener(), "TOTAL_LISTENER_RULE_QUOTA of " + id);
        List<RuleId> made = Stream.generate(ids).limit(wanted.size()).toList();
        return FakeChange.of(made, () -> {
            for (int i = 0; i < made.size(); i++) {
                add(made.get(i), wanted.get(i));
            }
        });
    }

    private void add(RuleId rule, NewRule wanted) {
        String domain = wanted.key().domain();
        rules.put(rule, new Entry(wanted.key(), FakeDefaults.rule(wanted.key(), wanted.settings()), null));
        Boolean off = key.protocol() == Protocol.HTTPS ? false : null;
        DomainSettings before = domains.getOrDefault(domain, new DomainSettings(List.of(), off, false));
        domains.put(domain, wanted.domain().over(before));
        if (defaultDomain == null || wanted.domain().defaultServer()) {
            defaultDomain = domain;
        }
    }

    void requireFitting(String action, RuleId rule, BackendSettings wanted) {
        Entry entry = rules.get(rule);
        if (entry == null) {
            throw Failures.noRule(action, rule);
        }
        boolean forwards = wanted.forwardType() != null && key.protocol() != Protocol.HTTPS;
        if (forwards) {
            throw Failures.rejected(action, "InvalidParameterValue", "ForwardType is modified on HTTPS only");
        }
        FakeGuards.rule(action, key.protocol(), wanted, FakeDefaults.changed(entry.key(), entry.settings(), wanted));
    }

    void modifyRule(RuleId rule, BackendSettings wanted) {
        rules.computeIfPresent(
                rule,
                (same, old) ->
                        new Entry(old.key(), FakeDefaults.changed(old.key(), old.settings(), wanted), old.rewrite()));
    }

    FakeChange<Nothing> modifyDomain(String domain, DomainSettings wanted) {
        String action = "ModifyDomainAttributes";
        requireLayer7(action);
        DomainSettings before = domains.get(domain);
        if (before == null) {
            throw Failures.noRule(action, domain);
        }
        FakeGuards.domain(action, key.protocol(), wanted);
        return FakeChange.of(() -> {
            domains.computeIfPresent(domain, (same, old) -> wanted.over(old));
            if (wanted.defaultServer() && domains.containsKey(domain)) {
                defaultDomain = domain;
            }
        });
    }

    /** What redirects, by the rule that does. */
    Map<RuleId, Rewrite> rewrites() {
        Map<RuleId, Rewrite> all = new HashMap<>();
        rules.forEach((rule, entry) -> {
            if (entry.rewrite() != null) {
                all.put(rule, entry.rewrite());
            }
        });
        return all;
    }

    void rewrite(RuleId rule, @Nullable Rewrite rewrite) {
        rules.computeIfPresent(rule, (same, old) -> new Entry(old.key(), old.settings(), rewrite));
    }

    /** When the last rule of the default domain goes, the oldest remaining domain takes its place. */
    void delete(Set<RuleId> gone) {
        rules.keySet().removeAll(gone);
        List<String> left =
                rules.values().stream().map(each -> each.key().domain()).toList();
        domains.keySet().retainAll(left);
        if (!left.contains(defaultDomain)) {
            defaultDomain = left.isEmpty() ? null : left.get(0);
        }
    }
}
