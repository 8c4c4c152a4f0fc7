package io.enidirect.operator.plan.step;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.Rewrite;
import io.enidirect.cloud.RuleKey;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.StepKey;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A change of the rules of one L7 listener. */
public sealed interface RuleStep extends Step {
    ListenerKey listener();

    @Override
    default Set<Aspect> doubts() {
        return Set.of(Aspect.LISTENERS);
    }

    /** One method for each. */
    interface Visitor<R> {
        R create(CreateRules step);

        R modify(ModifyRule step);

        R modifyDomain(ModifyDomain step);

        R delete(DeleteRules step);

        R createRewrites(CreateRewrites step);

        R deleteRewrites(DeleteRewrites step);
    }

    /** Creates rules, in this order. */
    record CreateRules(ListenerKey listener, List<NewRule> rules) implements RuleStep {
        public CreateRules {
            rules = List.copyOf(rules);
        }

        /** @param alone null: several share a memory, whichever of them are still missing */
        private record Key(
                ListenerKey listener,
                @Nullable RuleKey alone,
                @Nullable BackendSettings settings) implements StepKey {}

        @Override
        public StepKey key() {
            return rules.size() == 1
                    ? new Key(listener, rules.get(0).key(), rules.get(0).settings())
                    : new Key(listener, null, null);
        }

        @Override
        public String describe() {
            String all = "create rules on " + listener + ": "
                    + Shown.few(rules.stream().map(NewRule::key).toList());
            return rules.stream()
                    .filter(rule -> rule.domain().defaultServer())
                    .findFirst()
                    .map(first -> all + "; unknown hosts fall to " + first.key().domain())
                    .orElse(all);
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.create(this);
        }
    }

    /** Changes a rule's settings. */
    record ModifyRule(ListenerKey listener, RuleKey rule, BackendSettings wanted) implements RuleStep, StepKey {
        @Override
        public StepKey key() {
            return this;
        }

        @Override
        public String describe() {
            return "set " + new Backend(listener, rule) + " to " + wanted;
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.modify(this);
        }
    }

    /** Changes what belongs to a domain that has rules. */
    record ModifyDomain(ListenerKey listener, String domain, DomainSettings wanted) implements RuleStep, StepKey {
        @Override
        public StepKey key() {
            return this;
        }

        @Override
        public String describe() {
            return wanted.equals(DomainSettings.DEFAULT_SERVER)
                    ? "let unknown hosts on " + listener + " fall to " + domain
                    : "set domain " + domain + " of " + listener + " to " + wanted;
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.modifyDomain(this);
        }
    }

    /** Deletes rules with the targets behind them. */
    record DeleteRules(ListenerKey listener, SortedSet<RuleKey> rules) implements RuleStep {
        public DeleteRules {
            rules = Collections.unmodifiableSortedSet(new TreeSet<>(rules));
        }

        /** @param alone null: several share a memory */
        private record Key(ListenerKey listener, @Nullable RuleKey alone) implements StepKey {}

        @Override
        public StepKey key() {
            return new Key(listener, rules.size() == 1 ? rules.first() : null);
        }

        @Override
        public String describe() {
            return "delete rules on " + listener + ": " + Shown.few(rules);
        }

        @Override
        public Set<Aspect> doubts() {
            return Set.of(Aspect.LISTENERS, Aspect.TARGETS);
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.delete(this);
        }
    }

    /**
     * A redirect by identity instead of by ids.
     *
     * @param keepsPath the client's path and query stay
     */
    record Leading(RuleKey from, RuleKey to, int code, boolean keepsPath) {
        @Override
        public String toString() {
            return from + " to " + to + " (" + code + ")";
        }
    }

    /** Lets rules redirect to rules of another listener. */
    record CreateRewrites(ListenerKey listener, ListenerKey target, List<Leading> rewrites) implements RuleStep {
        public CreateRewrites {
            rewrites = List.copyOf(rewrites);
        }

        /** @param alone null: several share a memory, whichever of them are still missing */
        private record Key(
                ListenerKey listener,
                ListenerKey target,
                @Nullable Leading alone) implements StepKey {}

        @Override
        public StepKey key() {
            return new Key(listener, target, rewrites.size() == 1 ? rewrites.get(0) : null);
        }

        @Override
        public String describe() {
            return "redirect from " + listener + " to " + target + ": " + Shown.few(rewrites);
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.createRewrites(this);
        }
    }

    /** Takes the redirects of rules away, all of which lead to one listener. */
    record DeleteRewrites(ListenerKey listener, SortedMap<RuleKey, Rewrite> rewrites) implements RuleStep {
        public DeleteRewrites {
            rewrites = Collections.unmodifiableSortedMap(new TreeMap<>(rewrites));
        }

        /** @param alone null: several share a memory */
        private record Key(ListenerKey listener, @Nullable RuleKey alone) implements StepKey {}

        @Override
        public StepKey key() {
            return new Key(listener, rewrites.size() == 1 ? rewrites.firstKey() : null);
        }

        @Override
        public String describe() {
            return "end the redirects of " + listener + ": " + Shown.few(rewrites.keySet());
        }

        @Override
        public <R> R accept(Step.Visitor<R> visitor) {
            return visitor.deleteRewrites(this);
        }
    }
}
