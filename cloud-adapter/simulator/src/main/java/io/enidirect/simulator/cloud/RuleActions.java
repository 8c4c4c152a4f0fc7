package io.enidirect.simulator.cloud;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules of L7 listeners: made, modified and deleted. They are read with their listeners. */
final class RuleActions {
    private static final String[] OF_DOMAIN = {"Certificate", "MultiCertInfo", "Http2", "Quic"};

    private final Account account;
    private final RuleChecks checks;

    RuleActions(Account account) {
        this.account = account;
        this.checks = new RuleChecks(account);
    }

    Object create(Invocation call) {
        Listener listener = listener(call);
        List<Params> wanted = call.params().objects("Rules");
        if (wanted.isEmpty()) {
            throw ApiError.missing("Rules");
        }
        checks.checkNew(listener, wanted);
        Map<String, Rule> made = new LinkedHashMap<>();
        for (Params params : wanted) {
            String id = account.ids().next("loc");
            Params settings = Defaults.rule(params.without("Domain", "Url", "DefaultServer"));
            checkWhole(call, listener, settings);
            checks.checkProbed(params.text("Domain"), params, settings);
            made.put(id, new Rule(id, params.text("Domain"), params.text("Url"), settings, List.of(), account.now()));
        }
        String wantedDefault = wanted.stream()
                .filter(rule -> rule.flag("DefaultServer"))
                .map(rule -> rule.text("Domain"))
                .findFirst()
                .orElse(null);
        acceptChecked(call, listener, old -> {
            Map<String, Rule> rules = new LinkedHashMap<>(old.rules());
            made.forEach((id, rule) -> rules.put(id, rule));
            made.values().forEach(rule -> shareWithDomain(rules, rule));
            return withDefault(old, rules, wantedDefault == null ? old.defaultDomain() : wantedDefault);
        });
        return new Wire.CreatedRules(List.copyOf(made.keySet()));
    }

    /** What belongs to a domain is the same in all its rules: the newest word counts, the others' where it says nothing. */
    private static void shareWithDomain(Map<String, Rule> rules, Rule newest) {
        Params shared = rules.values().stream()
                .filter(rule -> rule.domain().equals(newest.domain()))
                .map(rule -> ofDomain(rule.settings()))
                .reduce(new Params(newest.settings().node().objectNode()), ListenerActions::modified);
        rules.replaceAll((id, rule) -> rule.domain().equals(newest.domain())
                ? rule.withSettings(ListenerActions.modified(rule.settings(), shared))
                : rule);
    }

    private static Params ofDomain(Params settings) {
        return settings.only(OF_DOMAIN);
    }

    /** The cloud gives the default to the oldest rule's domain where nobody has it. */
    private static Listener withDefault(Listener old, Map<String, Rule> rules, @Nullable String wanted) {
        boolean there = rules.values().stream().anyMatch(rule -> rule.domain().equals(wanted));
        return old.withRules(
                rules,
                there
                        ? wanted
                        : rules.values().stream().map(Rule::domain).findFirst().orElse(null));
    }

    Object modify(Invocation call) {
        Listener listener = listener(call);
        Params params = call.params();
        String id = Backend.requireRule(listener, params.text("LocationId"));
        Rule rule = Ordered.require(listener.rules(), id);
        String url = params.textOr("Url", rule.url());
        RuleChecks.checkUrl(url);
        boolean taken = listener.rules().values().stream()
                .anyMatch(other -> !other.id().equals(id)
                        && other.domain().equals(rule.domain())
                        && other.url().equals(url));
        if (taken) {
            throw checks.duplicate(rule.domain(), url);
        }
        checks.checkSettings(listener, params);
        if (params.has("ForwardType") && listener.protocol() != Protocol.HTTPS) {
            throw ApiError.invalidValue("ForwardType can be modified on an HTTPS listener only.");
        }
        Params changes = params.without("LoadBalancerId", "ListenerId", "LocationId", "Url");
        checkWhole(call, listener, modified(rule, changes));
        checks.checkProbed(rule.domain(), changes, modified(rule, changes));
        acceptChecked(
                call,
                listener,
                old -> old.withRules(
                        Ordered.changed(
                                old.rules(), id, before -> before.withUrl(url).withSettings(modified(before, changes))),
                        old.defaultDomain()));
        return new Wire.Nothing();
    }

    Object modifyDomain(Invocation call) {
        Listener listener = listener(call);
        Params params = call.params();
        String domain = params.text("Domain");
        requireDomain(listener, domain);
        checks.checkSettings(listener, params);
        if (params.has("NewDomain") && params.has("NewDomains")) {
            throw new ApiError("InvalidParameter", "NewDomain and NewDomains exclude each other.");
        }
        if (params.has("NewDomains")) {
            throw new ApiError("UnsupportedOperation", "This simulator has one domain a rule only.");
        }
        String newDomain = params.textOr("NewDomain", domain);
        RuleChecks.checkDomain(newDomain);
        if (!newDomain.equals(domain) && hasDomain(listener, newDomain)) {
            throw checks.duplicate(newDomain, null);
        }
        boolean takesDefault = params.flag("DefaultServer");
        boolean losesDefault = params.has("DefaultServer") && !takesDefault && domain.equals(listener.defaultDomain());
        if (losesDefault && !params.has("NewDefaultServerDomain")) {
            throw ApiError.missing("NewDefaultServerDomain");
        }
        params.optionalText("NewDefaultServerDomain").ifPresent(other -> requireDomain(listener, other));
        Params changes = ofDomain(params);
        acceptChecked(call, listener, old -> {
            Map<String, Rule> rules = new LinkedHashMap<>(old.rules());
            rules.replaceAll((id, rule) -> rule.domain().equals(domain)
                    ? rule.withDomain(newDomain).withSettings(ListenerActions.modified(rule.settings(), changes))
                    : rule);
            String kept = domain.equals(old.defaultDomain()) ? newDomain : old.defaultDomain();
            return withDefault(
                    old,
                    rules,
                    takesDefault ? newDomain : params.textOr("NewDefaultServerDomain", String.valueOf(kept)));
        });
        return new Wire.Nothing();
    }

    Object delete(Invocation call) {
        Listener listener = listener(call);
        Params params = call.params();
        Set<String> ids = Set.copyOf(params.texts("LocationIds"));
        if (ids.isEmpty()) {
            String domain = params.text("Domain");
            ids = listener.rules().values().stream()
                    .filter(rule -> rule.domain().equals(domain))
                    .filter(rule -> !params.has("Url") || rule.url().equals(params.text("Url")))
                    .map(Rule::id)
                    .collect(Collectors.toSet());
            if (ids.isEmpty()) {
                throw checks.noDomain(domain);
            }
        }
        ids.forEach(id -> Backend.requireRule(listener, id));
        Rewrites.checkRulesNotPartOfOne(account.settings(), account.require(params.text("LoadBalancerId")), ids);
        Set<String> gone = ids;
        params.optionalText("NewDefaultServerDomain")
                .ifPresent(other -> requireDomain(
                        listener.withRules(Ordered.minus(listener.rules(), gone), listener.defaultDomain()), other));
        accept(
                call,
                old -> withDefault(
                        old,
                        Ordered.minus(old.rules(), gone),
                        params.optionalText("NewDefaultServerDomain").orElse(old.defaultDomain())));
        return new Wire.Nothing();
    }

    private Params modified(Rule rule, Params changes) {
        Params merged = Defaults.modified(rule.settings(), changes);
        boolean reset = account.settings().follows(Reading.ABSENT_CHECK_FIELDS_ARE_RESET);
        return reset && changes.has("HealthCheck")
                ? merged.with(
                        Defaults.rule(rule.settings().without("HealthCheck").with(changes))
                                .only("HealthCheck"))
                : merged;
    }

    /** Of the whole settings of a rule, as they will be. */
    private void checkWhole(Invocation call, Listener listener, Params settings) {
        Checks.sessionScheduler(account.settings(), settings);
        ProbeChecks.check(account.require(call.params().text("LoadBalancerId")), listener.protocol(), settings);
    }

    private Listener listener(Invocation call) {
        LoadBalancer loadBalancer = account.writable(call.params().text("LoadBalancerId"));
        return RuleChecks.requireLayer7(loadBalancer, call.params().text("ListenerId"));
    }

    private void acceptChecked(Invocation call, Listener listener, UnaryOperator<Listener> change) {
        checks.checkWhole(listener, change.apply(listener).rules().values());
        accept(call, change);
    }

    private void accept(Invocation call, UnaryOperator<Listener> change) {
        String id = call.params().text("LoadBalancerId");
        String listener = call.params().text("ListenerId");
        account.accept(
                call, id, world -> world.change(id, old -> Rewrites.withoutBroken(old.withListener(listener, change))));
    }

    private static boolean hasDomain(Listener listener, String domain) {
        return listener.rules().values().stream().anyMatch(rule -> rule.domain().equals(domain));
    }

    private void requireDomain(Listener listener, String domain) {
        if (!hasDomain(listener, domain)) {
            throw checks.noDomain(domain);
        }
    }
}
