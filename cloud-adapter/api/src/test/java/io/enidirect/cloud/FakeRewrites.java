package io.enidirect.cloud;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The redirects of one load balancer, which are kept with the rules that they are of. */
final class FakeRewrites {
    private final Map<ListenerId, FakeListener> listeners;

    FakeRewrites(Map<ListenerId, FakeListener> listeners) {
        this.listeners = listeners;
    }

    Map<BackendId, Rewrite> all() {
        Map<BackendId, Rewrite> all = new HashMap<>();
        listeners.forEach((id, listener) ->
                listener.rewrites().forEach((rule, rewrite) -> all.put(BackendId.of(id, rule), rewrite)));
        return all;
    }

    FakeChange<Nothing> create(FakeListener source, List<NewRewrite> wanted) {
        String action = "ManualRewrite";
        source.requireLayer7(action);
        Set<RuleId> from = new HashSet<>();
        Set<RuleId> to = new HashSet<>();
        all().forEach((backend, rewrite) -> {
            from.add(backend.rule());
            to.add(rewrite.rule());
        });
        for (NewRewrite each : wanted) {
            RuleId rule = each.source();
            RuleId target = each.rewrite().rule();
            requireRule(action, source.id(), rule);
            requireRule(action, each.rewrite().listener(), target);
            if (!source.domainOf(rule).equals(each.domain())) {
                throw Failures.rejected(action, "InvalidParameterValue", each.domain() + " is not that of " + rule);
            }
            if (from.contains(rule)) {
                throw Failures.conflict(
                        action, "InvalidParameter.RewriteAlreadyExist", rule + " is redirected already");
            }
            if (rule.equals(target) || from.contains(target) || to.contains(rule)) {
                throw Failures.rejected(action, "InvalidParameter", "Redirects can not be chained");
            }
            from.add(rule);
            to.add(target);
        }
        return FakeChange.of(() -> wanted.forEach(each -> source.rewrite(each.source(), each.rewrite())));
    }

    FakeChange<Nothing> delete(FakeListener source, Map<RuleId, Rewrite> gone) {
        Map<RuleId, Rewrite> there = source.rewrites();
        gone.forEach((rule, rewrite) -> {
            Rewrite found = there.get(rule);
            if (found == null
                    || !found.listener().equals(rewrite.listener())
                    || !found.rule().equals(rewrite.rule())) {
                throw new CloudException.NotFound(
                        "DeleteRewrite",
                        "InvalidParameter.SomeRewriteNotFound",
                        "The redirect of " + rule + " is not found",
                        null);
            }
        });
        Set<RuleId> rules = Set.copyOf(gone.keySet());
        return FakeChange.of(() -> rules.forEach(rule -> source.rewrite(rule, null)));
    }

    void requireNoneOfListeners(String action, Set<ListenerId> gone) {
        all().forEach((backend, rewrite) ->
                refuse(action, gone.contains(backend.listener()) || gone.contains(rewrite.listener()), backend));
    }

    void requireNoneOfRules(String action, Set<RuleId> gone) {
        all().forEach((backend, rewrite) ->
                refuse(action, gone.contains(backend.rule()) || gone.contains(rewrite.rule()), backend));
    }

    private static void refuse(String action, boolean partOfOne, BackendId source) {
        if (partOfOne) {
            throw Failures.rejected(
                    action, "FailedOperation", "The redirect of " + source + " has to be deleted before");
        }
    }

    /** Somebody else's deletion takes the redirects to it along. */
    void forgetBroken() {
        all().forEach((backend, rewrite) -> {
            FakeListener target = listeners.get(rewrite.listener());
            FakeListener source = listeners.get(backend.listener());
            RuleId rule = backend.rule();
            if (source != null && rule != null && (target == null || !target.has(rewrite.rule()))) {
                source.rewrite(rule, null);
            }
        });
    }

    private void requireRule(String action, ListenerId id, RuleId rule) {
        FakeListener listener = listeners.get(id);
        if (listener == null) {
            throw Failures.noListener(action, id);
        }
        listener.requireLayer7(action);
        if (!listener.has(rule)) {
            throw Failures.noRule(action, rule);
        }
    }
}
