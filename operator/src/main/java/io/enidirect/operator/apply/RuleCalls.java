package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.NewRewrite;
import io.enidirect.cloud.Rewrite;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleId;
import io.enidirect.cloud.RuleKey;
import io.enidirect.operator.plan.step.RuleStep;
import io.enidirect.operator.snapshot.Observed.Aspect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes of the rules of one listener. */
interface RuleCalls extends RuleStep.Visitor<Answer<?>> {
    CallContext to();

    @Override
    default Answer<?> create(RuleStep.CreateRules step) {
        Listener listener = listener(step.listener());
        return CallContext.then(
                to().cloud().createRules(to().id(), listener.id(), step.rules()),
                ids -> now(Domains.with(listener, step.rules(), ids)));
    }

    @Override
    default Answer<?> modify(RuleStep.ModifyRule step) {
        Listener listener = listener(step.listener());
        BackendSettings wanted = step.wanted();
        Rule before = rule(listener, step.rule());
        return CallContext.then(
                to().cloud().modifyRule(to().id(), listener.id(), before.id(), before.key(), wanted),
                nothing -> now(Domains.changed(
                        listener,
                        Set.of(before.id()),
                        rule -> new Rule(rule.id(), rule.key(), wanted.over(rule.settings()), rule.rewrite()))));
    }

    @Override
    default Answer<?> modifyDomain(RuleStep.ModifyDomain step) {
        Listener listener = listener(step.listener());
        return CallContext.then(
                to().cloud().modifyDomain(to().id(), listener.id(), step.domain(), step.wanted()),
                nothing -> now(Domains.modified(listener, step.domain(), step.wanted())));
    }

    @Override
    default Answer<?> delete(RuleStep.DeleteRules step) {
        Listener listener = listener(step.listener());
        Set<RuleId> ids = new HashSet<>();
        step.rules().forEach(key -> ids.add(rule(listener, key).id()));
        return CallContext.then(to().cloud().deleteRules(to().id(), listener.id(), ids), nothing -> {
            Listener left = Domains.without(listener, ids);
            now(left);
            if (left.defaultDomain().isEmpty()) {
                // the cloud lets unknown hosts fall to the oldest domain that is left: only a read tells which
                to().state().change(change -> change.doubt(Aspect.LISTENERS));
            }
        });
    }

    @Override
    default Answer<?> createRewrites(RuleStep.CreateRewrites step) {
        Listener listener = listener(step.listener());
        Listener target = listener(step.target());
        List<NewRewrite> wanted = step.rewrites().stream()
                .map(leading -> new NewRewrite(
                        rule(listener, leading.from()).id(),
                        leading.from().domain(),
                        new Rewrite(target.id(), rule(target, leading.to()).id(), leading.code(), leading.keepsPath())))
                .toList();
        Map<RuleId, Rewrite> rewrites =
                wanted.stream().collect(Collectors.toMap(NewRewrite::source, NewRewrite::rewrite));
        return CallContext.then(
                to().cloud().createRewrites(to().id(), listener.id(), wanted),
                nothing -> now(Domains.changed(
                        listener(step.listener()),
                        rewrites.keySet(),
                        rule -> rule.withRewrite(rewrites.get(rule.id())))));
    }

    @Override
    default Answer<?> deleteRewrites(RuleStep.DeleteRewrites step) {
        Listener listener = listener(step.listener());
        Map<RuleId, Rewrite> rewrites = new HashMap<>();
        step.rewrites()
                .forEach((key, rewrite) -> rewrites.put(rule(listener, key).id(), rewrite));
        return CallContext.then(
                to().cloud().deleteRewrites(to().id(), listener.id(), rewrites),
                nothing -> now(
                        Domains.changed(listener(step.listener()), rewrites.keySet(), rule -> rule.withRewrite(null))));
    }

    private Listener listener(ListenerKey key) {
        Listener found = to().state().observed().listeners().get(key);
        if (found == null) {
            throw new IllegalStateException("A step on a listener that is not known: " + key);
        }
        return found;
    }

    private static Rule rule(Listener listener, RuleKey key) {
        return listener.rule(key)
                .orElseThrow(() -> new IllegalStateException("A step on a rule that is not known: " + key));
    }

    private void now(Listener listener) {
        to().state().change(change -> change.listener(listener));
    }
}
