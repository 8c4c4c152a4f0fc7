package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleId;
import io.enidirect.cloud.RuleKey;
import io.enidirect.operator.plan.step.RuleStep;
import io.enidirect.operator.snapshot.Observed.Aspect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Changes of the rules of one listener. */
interface RuleCalls extends RuleStep.Visitor<Answer<?>> {
    CallContext to();

    @Override
    default Answer<?> create(RuleStep.CreateRules step) {
        Listener listener = listener(step.listener());
        return CallContext.then(to().cloud().createRules(to().id(), listener.id(), step.rules()), ids -> {
            List<Rule> all = new ArrayList<>(listener.rules());
            for (int i = 0; i < Math.min(ids.size(), step.rules().size()); i++) {
                NewRule rule = step.rules().get(i);
                all.add(new Rule(ids.get(i), rule.key(), rule.settings(), false));
            }
            String defaultDomain = step.rules().stream()
                    .filter(NewRule::defaultServer)
                    .map(NewRule::key)
                    .findFirst()
                    .or(() -> listener.rules().stream()
                            .filter(Rule::defaultServer)
                            .map(Rule::key)
                            .findFirst())
                    .orElse(step.rules().get(0).key()) // the first domain is it by itself
                    .domain();
            now(listener, defaultTo(defaultDomain, all));
        });
    }

    @Override
    default Answer<?> modify(RuleStep.ModifyRule step) {
        Listener listener = listener(step.listener());
        BackendSettings wanted = step.wanted();
        Rule before = rule(listener, step.rule());
        return CallContext.then(
                to().cloud().modifyRule(to().id(), listener.id(), before.id(), before.key(), wanted), nothing -> {
                    List<Rule> all = new ArrayList<>(listener.rules());
                    all.replaceAll(rule -> rule.equals(before)
                            ? new Rule(rule.id(), rule.key(), wanted.over(rule.settings()), rule.defaultServer())
                            : rule);
                    now(listener, all);
                });
    }

    @Override
    default Answer<?> setDefaultDomain(RuleStep.SetDefaultDomain step) {
        Listener listener = listener(step.listener());
        return CallContext.then(
                to().cloud().setDefaultDomain(to().id(), listener.id(), step.domain()),
                nothing -> now(listener, defaultTo(step.domain(), listener.rules())));
    }

    @Override
    default Answer<?> delete(RuleStep.DeleteRules step) {
        Listener listener = listener(step.listener());
        Set<RuleId> ids = new HashSet<>();
        step.rules().forEach(key -> ids.add(rule(listener, key).id()));
        return CallContext.then(to().cloud().deleteRules(to().id(), listener.id(), ids), nothing -> {
            List<Rule> left = listener.rules().stream()
                    .filter(rule -> !ids.contains(rule.id()))
                    .toList();
            now(listener, left);
            if (left.stream().noneMatch(Rule::defaultServer)) {
                // the cloud lets unknown hosts fall to the oldest domain that is left: only a read tells which
                to().state().change(change -> change.doubt(Aspect.LISTENERS));
            }
        });
    }

    private Listener listener(ListenerKey key) {
        Listener found = to().state().observed().listeners().get(key);
        if (found == null) {
            throw new IllegalStateException("A step on a listener that is not known: " + key);
        }
        return found;
    }

    private static Rule rule(Listener listener, RuleKey key) {
        return listener.rules().stream()
                .filter(rule -> rule.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A step on a rule that is not known: " + key));
    }

    private void now(Listener listener, List<Rule> rules) {
        to().state()
                .change(change -> change.listener(
                        new Listener(listener.id(), listener.key(), listener.name(), listener.settings(), rules)));
    }

    private static List<Rule> defaultTo(String domain, List<Rule> rules) {
        return rules.stream()
                .map(rule -> new Rule(
                        rule.id(),
                        rule.key(),
                        rule.settings(),
                        rule.key().domain().equals(domain)))
                .toList();
    }
}
