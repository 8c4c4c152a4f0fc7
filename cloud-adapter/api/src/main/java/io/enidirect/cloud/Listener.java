package io.enidirect.cloud;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A listener as the cloud describes it (DescribeListeners), with all its domains and rules.
 *
 * @param domains empty on an L4 listener, in no order
 */
public record Listener(ListenerId id, ListenerKey key, ListenerSettings settings, List<Domain> domains) {
    public Listener {
        domains = List.copyOf(domains);
    }

    /** Its name, empty where it has none. */
    public String name() {
        return Objects.requireNonNullElse(settings.name(), "");
    }

    /** All rules of all its domains. */
    public Stream<Rule> rules() {
        return domains.stream().flatMap(domain -> domain.rules().stream());
    }

    /** Found by its host: there are few rules to look through. */
    public Optional<Rule> rule(RuleKey rule) {
        return domain(rule.domain())
                .flatMap(domain -> domain.rules().stream()
                        .filter(each -> each.key().equals(rule))
                        .findFirst());
    }

    public Optional<Domain> domain(String name) {
        return domains.stream().filter(domain -> domain.name().equals(name)).findFirst();
    }

    /** The domain that unknown hosts fall to. */
    public Optional<Domain> defaultDomain() {
        return domains.stream()
                .filter(domain -> domain.settings().defaultServer())
                .findFirst();
    }

    public Listener withSettings(ListenerSettings other) {
        return new Listener(id, key, other, domains);
    }

    public Listener withDomains(List<Domain> others) {
        return new Listener(id, key, settings, others);
    }
}
