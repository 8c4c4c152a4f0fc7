package io.enidirect.operator.apply;

import io.enidirect.cloud.Domain;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An L7 listener as it is after a call of ours, from the one before. */
final class Domains {
    private Domains() {}

    /** With these rules; the first domain of all is the one for unknown hosts by itself. */
    static Listener with(Listener before, List<NewRule> wanted, List<RuleId> ids) {
        Map<String, Domain> domains = byName(before);
        for (int i = 0; i < Math.min(ids.size(), wanted.size()); i++) {
            NewRule rule = wanted.get(i);
            String name = rule.key().domain();
            Domain there = domains.getOrDefault(
                    name, new Domain(name, DomainSettings.UNSPECIFIED.withDefaultServer(domains.isEmpty()), List.of()));
            List<Rule> rules = new ArrayList<>(there.rules());
            rules.add(new Rule(ids.get(i), rule.key(), rule.settings()));
            domains.put(name, new Domain(name, there.settings(), rules));
        }
        Listener after = before.withDomains(List.copyOf(domains.values()));
        for (NewRule rule : wanted) {
            after = modified(after, rule.key().domain(), rule.domain());
        }
        return after;
    }

    /** With this granted; unknown hosts fall to one domain only. */
    static Listener modified(Listener before, String domain, DomainSettings wanted) {
        return before.withDomains(before.domains().stream()
                .map(each -> new Domain(
                        each.name(),
                        each.name().equals(domain)
                                ? wanted.over(each.settings())
                                : each.settings()
                                        .withDefaultServer(each.settings().defaultServer() && !wanted.defaultServer()),
                        each.rules()))
                .toList());
    }

    static Listener changed(Listener before, Set<RuleId> which, UnaryOperator<Rule> change) {
        return before.withDomains(before.domains().stream()
                .map(domain -> new Domain(
                        domain.name(),
                        domain.settings(),
                        domain.rules().stream()
                                .map(rule -> which.contains(rule.id()) ? change.apply(rule) : rule)
                                .toList()))
                .toList());
    }

    /** A domain goes with its last rule. */
    static Listener without(Listener before, Set<RuleId> gone) {
        return before.withDomains(before.domains().stream()
                .map(domain -> new Domain(
                        domain.name(),
                        domain.settings(),
                        domain.rules().stream()
                                .filter(rule -> !gone.contains(rule.id()))
                                .toList()))
                .filter(domain -> !domain.rules().isEmpty())
                .toList());
    }

    private static Map<String, Domain> byName(Listener listener) {
        Map<String, Domain> domains = new LinkedHashMap<>();
        listener.domains().forEach(domain -> domains.put(domain.name(), domain));
        return domains;
    }
}
