package io.enidirect.operator.desired.tuning;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.TkeServiceConfigSpec;
import io.enidirect.crd.TkeServiceConfigSpec.L4Listener;
import io.enidirect.crd.TkeServiceConfigSpec.L7Listener;
import io.enidirect.operator.desired.merge.RuleText;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Backend;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a TkeServiceConfig, found by what they address. One that addresses nothing that its source has is not looked
 * at, as on TKE; of several that fit the most exact one counts, and of these the first.
 */
final class Entries {
    private final TkeServiceConfigSpec.Tuning tuning;
    private final At spec;
    private final Terms terms;
    private final Consumer<Problem> told;

    /** @param object for people */
    Entries(TkeServiceConfigSpec.Tuning tuning, String object, Terms terms, Consumer<Problem> told) {
        this.tuning = tuning;
        this.spec = At.spec(object);
        this.terms = terms;
        this.told = told;
    }

    private record OfDomain(At at, TkeServiceConfigSpec.Domain entry) {}

    private record OfRule(At at, TkeServiceConfigSpec.Rule entry, int exactness) {}

    /** @param urls by which a rule's source calls it, the best first */
    Optional<Said<BackendSettings>> backend(Backend backend, List<String> urls) {
        RuleKey rule = backend.rule();
        if (rule == null) {
            return l4(backend.listener()).map(entry -> reader(at(entry)).backend(entry, backend));
        }
        return domains(backend.listener(), rule.domain())
                .flatMap(domain -> domain.entry().rules().stream()
                        .flatMap(entry -> exactness(entry.url(), rule, urls).stream()
                                .map(exactness -> new OfRule(
                                        domain.at().item("rules", "url", String.valueOf(entry.url())),
                                        entry,
                                        exactness))))
                .min(Comparator.comparing(OfRule::exactness))
                .map(found -> reader(found.at()).rule(found.entry(), backend));
    }

    /** The cloud's own word for a rule is the most exact one. */
    private static Optional<Integer> exactness(@Nullable String url, RuleKey rule, List<String> urls) {
        if (rule.url().equals(url)) {
            return Optional.of(-1);
        }
        return url == null ? Optional.empty() : Optional.of(urls.indexOf(url)).filter(found -> found >= 0);
    }

    Optional<Said<ListenerSettings>> listener(ListenerKey key) {
        return key.protocol().layer7()
                ? l7(key).findFirst().map(entry -> reader(at(entry)).listener(entry))
                : l4(key).map(entry -> reader(at(entry)).listener(entry.listenerName()));
    }

    Optional<Said<DomainSettings>> domain(ListenerKey key, String domain) {
        return domains(key, domain).findFirst().map(found -> reader(found.at()).domain(found.entry(), key.protocol()));
    }

    /** The domain that unknown hosts are to go to, with where that stands. */
    Optional<DefaultServer> defaultServer(ListenerKey key) {
        return l7(key).filter(entry -> entry.defaultServer() != null)
                .findFirst()
                .map(entry -> new DefaultServer(at(entry).in("defaultServer"), String.valueOf(entry.defaultServer())));
    }

    /** @param host as it is written */
    record DefaultServer(At at, String host) {
        boolean means(String domain) {
            return Entries.means(host, domain);
        }
    }

    private Optional<L4Listener> l4(ListenerKey key) {
        return tuning.l4Listeners().stream()
                .filter(entry -> isFor(key, entry.protocol(), entry.port()))
                .findFirst();
    }

    private Stream<L7Listener> l7(ListenerKey key) {
        return tuning.l7Listeners().stream().filter(entry -> isFor(key, entry.protocol(), entry.port()));
    }

    private static boolean isFor(ListenerKey key, @Nullable String protocol, @Nullable Integer port) {
        return key.protocol().name().equalsIgnoreCase(protocol) && Objects.equals(port, key.port());
    }

    private Stream<OfDomain> domains(ListenerKey key, String domain) {
        return l7(key).flatMap(listener -> listener.domains().stream()
                .filter(entry -> means(Objects.requireNonNullElse(entry.domain(), ""), domain))
                .map(entry -> new OfDomain(
                        at(listener).item("domains", "domain", Objects.requireNonNullElse(entry.domain(), "")),
                        entry)));
    }

    /** In an Ingress's words, or in the cloud's. */
    private static boolean means(String host, String domain) {
        return domain.equals(host) || domain.equals(RuleText.domain(host));
    }

    private At at(L4Listener entry) {
        return spec.item("l4Listeners", "port", String.valueOf(entry.port()));
    }

    private At at(L7Listener entry) {
        return spec.item("l7Listeners", "port", String.valueOf(entry.port()));
    }

    private EntryReader reader(At at) {
        return new EntryReader(at, terms, told);
    }
}
