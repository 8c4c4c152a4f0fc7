package io.enidirect.operator.plan.rules;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.RuleKey;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.DomainWords;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Placeholder;
import io.enidirect.operator.plan.step.RuleStep;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which rules an L7 listener is to have, those of the default domain first. */
public final class WantedRules {
    private static final Comparator<Wanted> ORDER = Comparator.comparing(
                    (Wanted wanted) -> !ofDefaultDomain(wanted.key()))
            .thenComparing(Wanted::key);

    private final Desired.State desired;
    private final Snapshot seen;
    private final Ownership ownership;

    /**
     * A rule.
     *
     * @param domain what is said of its domain when it is created
     */
    public record Wanted(RuleKey key, Part part, DomainSettings domain) {
        public boolean replaced() {
            return part.standing() == Part.Standing.REPLACED;
        }

        public BackendSettings settings() {
            return part.settings();
        }

        NewRule asNew(boolean defaultServer) {
            return new NewRule(key, settings(), domain.withDefaultServer(defaultServer));
        }

        public Step aloneOn(ListenerKey listener) {
            return new RuleStep.CreateRules(listener, List.of(asNew(false)));
        }
    }

    public WantedRules(Desired.State desired, Snapshot seen, Ownership ownership) {
        this.desired = desired;
        this.seen = seen;
        this.ownership = ownership;
    }

    /** None on an L4 listener. */
    public List<Wanted> of(ListenerKey listener) {
        Map<String, DomainSettings> domains = domains(listener);
        List<Wanted> wanted = new ArrayList<>();
        desired.rules(listener).forEach((key, part) -> wanted.add(wanted(key, part, domains)));
        if (leftWithoutDefault(listener, wanted)) {
            Part placeholder = Desired.State.placeholder(listener, wanted.get(0).part());
            wanted.add(wanted(DefaultDomain.PLACEHOLDER, placeholder, domains));
        }
        return wanted.stream().sorted(ORDER).toList();
    }

    private static Wanted wanted(RuleKey key, Part part, Map<String, DomainSettings> domains) {
        return new Wanted(key, part, domains.getOrDefault(key.domain(), DomainSettings.UNSPECIFIED));
    }

    /** What is said of a host on a listener. */
    public Optional<DomainWords> words(ListenerKey listener, String domain) {
        return desired.domains().stream()
                .filter(words ->
                        words.listener().equals(listener) && words.domain().equals(domain))
                .findFirst();
    }

    /** What is said of the hosts of a listener, by their names. */
    Map<String, DomainSettings> domains(ListenerKey listener) {
        return desired.domains().stream()
                .filter(words -> words.listener().equals(listener))
                .collect(Collectors.toMap(DomainWords::domain, DomainWords::settings));
    }

    /** Where requests for unknown hosts go: rules without a host have it by right, else whoever is first to ask for it. */
    String defaultDomain(ListenerKey listener) {
        Map<RuleKey, Part> rules = desired.rules(listener);
        boolean free = rules.entrySet().stream()
                .allMatch(rule -> !ofDefaultDomain(rule.getKey()) || rule.getValue() instanceof Placeholder);
        return desired.domains().stream()
                .filter(words -> free
                        && words.listener().equals(listener)
                        && words.settings().defaultServer())
                .map(DomainWords::domain)
                .findFirst()
                .orElse(DefaultDomain.NAME);
    }

    /**
     * Whether all rules of the default domain that are asked for were refused: then the placeholder has to hold it, lest a
     * host answers for all others.
     */
    private boolean leftWithoutDefault(ListenerKey listener, List<Wanted> wanted) {
        List<Wanted> ofDefault =
                wanted.stream().filter(rule -> ofDefaultDomain(rule.key())).toList();
        return !ofDefault.isEmpty()
                && ofDefault.stream()
                        .allMatch(rule -> !(rule.part() instanceof Placeholder)
                                && !ownership.has(new Backend(listener, rule.key()))
                                && seen.memory().blamed(rule.aloneOn(listener).key()));
    }

    static boolean ofDefaultDomain(RuleKey key) {
        return key.domain().equals(DefaultDomain.NAME);
    }
}
