package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Redirects of an HTTPS listener's domains from port 80, whose listener and rules the cloud makes itself (CLB API, AutoRewrite). */
final class AutoRewrites {
    private static final int FROM = 80;
    private static final int TO = 443;

    private final Account account;
    private final ListenerChecks listeners;
    private final RuleChecks checks;

    AutoRewrites(Account account) {
        this.account = account;
        this.listeners = new ListenerChecks(account);
        this.checks = new RuleChecks(account);
    }

    Object create(Invocation call) {
        Params params = call.params();
        String id = params.text("LoadBalancerId");
        LoadBalancer loadBalancer = account.writable(id);
        Listener target = RuleChecks.requireLayer7(loadBalancer, params.text("ListenerId"));
        if (target.protocol() != Protocol.HTTPS || target.port() != TO) {
            throw ApiError.invalidValue("AutoRewrite is for the listener HTTPS:443.");
        }
        Map<String, ObjectNode> redirects = redirects(target, params);
        Listener source = source(loadBalancer);
        Map<String, Rule> rules = new LinkedHashMap<>(source.rules());
        target.rules().values().stream()
                .filter(rule -> redirects.containsKey(rule.domain()))
                .forEach(rule -> redirect(rules, target, rule, Ordered.require(redirects, rule.domain())));
        int quota = account.settings().quota(Settings.RULE_QUOTA);
        Checks.quota(rules.size(), quota, Settings.RULE_QUOTA);
        String defaultDomain = Optional.ofNullable(source.defaultDomain())
                .or(() -> rules.values().stream().map(Rule::domain).findFirst())
                .orElse(null);
        Listener made = source.withRules(rules, defaultDomain);
        account.accept(
                call,
                id,
                world -> world.change(
                        id,
                        old -> Rewrites.withoutBroken(
                                old.withListeners(Ordered.plus(old.listeners(), made.id(), made)))));
        return new Wire.Nothing();
    }

    private Listener source(LoadBalancer loadBalancer) {
        Optional<Listener> there = loadBalancer.listeners().values().stream()
                .filter(listener -> listener.protocol() == Protocol.HTTP && listener.port() == FROM)
                .findFirst();
        if (there.isPresent()) {
            return there.get();
        }
        Params nothing = new Params(JsonNodeFactory.instance.objectNode());
        listeners.checkNew(loadBalancer, Protocol.HTTP, List.of(FROM), nothing);
        return new Listener(
                account.ids().next("lbl"),
                Protocol.HTTP,
                FROM,
                "",
                Defaults.listener(Protocol.HTTP, nothing),
                List.of(),
                Map.of(),
                null,
                account.now());
    }

    /** What each domain that is meant gets: all of them where none is named. */
    private Map<String, ObjectNode> redirects(Listener target, Params params) {
        List<String> named = params.texts("Domains");
        List<Integer> codes = params.numbers("RewriteCodes");
        List<Boolean> takeUrls = params.flags("TakeUrls");
        List<String> domains = named.isEmpty()
                ? target.rules().values().stream().map(Rule::domain).distinct().toList()
                : named;
        if ((!codes.isEmpty() && codes.size() != domains.size())
                || (!takeUrls.isEmpty() && takeUrls.size() != domains.size())) {
            throw ApiError.invalidValue("The lengths of Domains, RewriteCodes and TakeUrls are not equal.");
        }
        Map<String, ObjectNode> redirects = new LinkedHashMap<>();
        for (int i = 0; i < domains.size(); i++) {
            String domain = domains.get(i);
            if (target.rules().values().stream().noneMatch(rule -> rule.domain().equals(domain))) {
                throw checks.noDomain(domain);
            }
            int code = codes.isEmpty() ? 302 : codes.get(i);
            Rewrites.checkCode(code);
            boolean takeUrl = takeUrls.isEmpty() || takeUrls.get(i);
            redirects.put(
                    domain,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("TargetListenerId", target.id())
                            .put("RewriteCode", code)
                            .put("TakeUrl", takeUrl)
                            .put("RewriteType", Rewrites.AUTO));
        }
        return redirects;
    }

    private void redirect(Map<String, Rule> rules, Listener target, Rule to, ObjectNode redirect) {
        Optional<Rule> there = rules.values().stream()
                .filter(rule -> rule.domain().equals(to.domain()) && rule.url().equals(to.url()))
                .findFirst();
        if (there.filter(rule -> rule.settings().has(Rewrites.FIELD)).isPresent()) {
            throw new ApiError(
                    "InvalidParameter.RewriteAlreadyExist",
                    "The rule " + there.get().id() + " has a redirect.");
        }
        Rule from = there.orElseGet(() -> new Rule(
                account.ids().next("loc"),
                to.domain(),
                to.url(),
                Defaults.rule(new Params(JsonNodeFactory.instance.objectNode().put(Rewrites.AUTO_CREATED, true))),
                List.of(),
                account.now()));
        ObjectNode settings = from.settings().node().deepCopy();
        settings.set(Rewrites.FIELD, redirect.deepCopy().put("TargetLocationId", to.id()));
        rules.put(from.id(), from.withSettings(new Params(settings)));
    }
}
