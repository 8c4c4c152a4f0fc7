package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Redirects by hand, from rules of one listener to rules of another. */
final class RewriteActions {
    private final Account account;

    RewriteActions(Account account) {
        this.account = account;
    }

    Object create(Invocation call) {
        LoadBalancer loadBalancer = account.writable(call.params().text("LoadBalancerId"));
        Listener source = RuleChecks.requireLayer7(loadBalancer, call.params().text("SourceListenerId"));
        Listener target = RuleChecks.requireLayer7(loadBalancer, call.params().text("TargetListenerId"));
        List<Params> wanted = rewrites(call);
        List<Rewrites.Rewrite> there = new ArrayList<>(Rewrites.of(loadBalancer).toList());
        for (Params rewrite : wanted) {
            String from = Backend.requireRule(source, rewrite.text("SourceLocationId"));
            String to = Backend.requireRule(target, rewrite.text("TargetLocationId"));
            checkCode(rewrite, Ordered.require(source.rules(), from).domain());
            if (there.stream().anyMatch(each -> each.from().equals(from))) {
                throw new ApiError("InvalidParameter.RewriteAlreadyExist", "The rule " + from + " has a redirect.");
            }
            if (isAutomatic(source, Ordered.require(source.rules(), from).domain())) {
                throw new ApiError(
                        "InvalidParameter.RewriteAlreadyExist", "The domain of " + from + " has automatic redirects.");
            }
            boolean chain = from.equals(to)
                    || there.stream()
                            .anyMatch(
                                    each -> each.from().equals(to) || each.to().equals(from));
            if (chain) {
                throw new ApiError("InvalidParameter", "Redirects can not be chained.");
            }
            there.add(new Rewrites.Rewrite(source.id(), from, target.id(), to));
        }
        return accept(call, source, wanted, (settings, rewrite) -> {
            ObjectNode set = settings.putObject(Rewrites.FIELD);
            set.put("TargetListenerId", target.id());
            set.put("TargetLocationId", rewrite.text("TargetLocationId"));
            set.put("RewriteCode", rewrite.numberOr("RewriteCode", 301));
            set.put("RewriteType", "Manual");
            set.put("TakeUrl", !rewrite.has("TakeUrl") || rewrite.flag("TakeUrl"));
        });
    }

    private static boolean isAutomatic(Listener source, String domain) {
        return source.rules().values().stream()
                .filter(rule -> rule.domain().equals(domain))
                .flatMap(rule -> rule.settings().object(Rewrites.FIELD).stream())
                .anyMatch(redirect -> redirect.textOr("RewriteType", "").equals(Rewrites.AUTO));
    }

    /** With a code it has to be said what becomes of the URL, and of which domain it is (CLB API, RewriteLocationMap). */
    private static void checkCode(Params rewrite, String domain) {
        if (!rewrite.textOr("SourceDomain", domain).equals(domain)) {
            throw ApiError.invalidValue("SourceDomain is not the domain of SourceLocationId, " + domain + ".");
        }
        if (rewrite.has("RewriteCode")) {
            Rewrites.checkCode(rewrite.number("RewriteCode"));
            if (!rewrite.has("TakeUrl")) {
                throw ApiError.missing("TakeUrl");
            }
            rewrite.text("SourceDomain");
        }
    }

    Object delete(Invocation call) {
        LoadBalancer loadBalancer = account.writable(call.params().text("LoadBalancerId"));
        Listener source = RuleChecks.requireLayer7(loadBalancer, call.params().text("SourceListenerId"));
        List<Params> wanted = rewrites(call);
        for (Params rewrite : wanted) {
            String from = rewrite.text("SourceLocationId");
            String to = rewrite.text("TargetLocationId");
            if (Rewrites.of(loadBalancer)
                    .noneMatch(each -> each.from().equals(from) && each.to().equals(to))) {
                throw new ApiError(
                        "InvalidParameter.SomeRewriteNotFound", "The redirect of " + from + " is not found.");
            }
        }
        return accept(call, source, wanted, (settings, rewrite) -> settings.remove(Rewrites.FIELD));
    }

    private interface Change {
        void apply(ObjectNode settings, Params rewrite);
    }

    private Object accept(Invocation call, Listener source, List<Params> wanted, Change change) {
        String id = call.params().text("LoadBalancerId");
        account.accept(
                call,
                id,
                world -> world.change(
                        id,
                        old -> Rewrites.withoutBroken(old.withListener(source.id(), listener -> {
                            var rules = listener.rules();
                            for (Params rewrite : wanted) {
                                rules = Ordered.changed(rules, rewrite.text("SourceLocationId"), rule -> {
                                    ObjectNode settings = rule.settings().node().deepCopy();
                                    change.apply(settings, rewrite);
                                    return rule.withSettings(new Params(settings));
                                });
                            }
                            return listener.withRules(rules, listener.defaultDomain());
                        }))));
        return new Wire.Nothing();
    }

    private static List<Params> rewrites(Invocation call) {
        List<Params> wanted = call.params().objects("RewriteInfos");
        if (wanted.isEmpty()) {
            throw ApiError.missing("RewriteInfos");
        }
        return wanted;
    }

    Object describe(Invocation call) {
        String id = call.params().text("LoadBalancerId");
        List<String> listeners = call.params().texts("SourceListenerIds");
        List<String> rules = call.params().texts("SourceLocationIds");
        LoadBalancer loadBalancer =
                account.seen(call.twist()).loadBalancer(id).orElseThrow(() -> ApiError.noLoadBalancer(id));
        return new Wire.Rewrites(loadBalancer.listeners().values().stream()
                .filter(listener -> listeners.isEmpty() || listeners.contains(listener.id()))
                .flatMap(listener -> redirecting(listener, rules))
                .toList());
    }

    private Stream<Wire.RuleOutput> redirecting(Listener listener, List<String> only) {
        return listener.rules().values().stream()
                .filter(rule -> rule.settings().has(Rewrites.FIELD))
                .filter(rule -> only.isEmpty() || only.contains(rule.id()))
                .map(rule -> Outputs.rule(account.settings(), listener, rule));
    }
}
