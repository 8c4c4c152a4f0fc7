package io.enidirect.operator.plan.rules;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.plan.listeners.ListenerWish;
import io.enidirect.operator.plan.listeners.Replacements;
import io.enidirect.operator.plan.step.Draft;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.snapshot.Snapshot;

/** The rules of all L7 listeners, each by itself: what one of them is refused concerns no other. */
public final class RulePlan {
    private final Desired.State desired;
    private final Snapshot seen;
    private final Ownership ownership;
    private final Replacements replacements;
    private final RewritePlan rewrites;
    private final Draft draft;

    public RulePlan(Desired.State desired, Snapshot seen, Ownership ownership, Replacements replacements, Draft draft) {
        this.desired = desired;
        this.seen = seen;
        this.ownership = ownership;
        this.replacements = replacements;
        this.rewrites = new RewritePlan(desired, ownership, replacements, draft);
        this.draft = draft;
    }

    public void plan() {
        ListenerWish.of(desired).values().stream()
                .filter(wish -> wish.key().protocol().layer7())
                .filter(wish -> !wish.all(replacements::goes)) // its rules go with it
                .filter(wish -> !wish.replaced() || ownership.mine(wish.key()).isPresent())
                .map(ListenerWish::key)
                .filter(key -> ownership.foreignIn(key).isEmpty())
                .forEach(this::plan);
        rewrites.plan();
    }

    private void plan(ListenerKey listener) {
        ListenerRules rules = new ListenerRules(
                listener, new WantedRules(desired, seen, ownership), seen, replacements, rewrites, draft);
        ownership.mine(listener).ifPresentOrElse(rules::plan, rules::announce);
    }
}
