package io.enidirect.operator.plan.listeners;

import io.enidirect.cloud.Listener;
import io.enidirect.cloud.Rewrite;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleId;
import io.enidirect.operator.desired.model.Redirect;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.snapshot.Backend;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The redirects on listeners of ours. Neither a rule nor a listener goes while one is of it or leads to it. */
public final class RewritesThere {
    private final Ownership ownership;
    private final Map<Backend, Rewrite> bySource = new TreeMap<>();
    private final Set<RuleId> targets = new HashSet<>();

    public RewritesThere(Ownership ownership) {
        this.ownership = ownership;
        ownership.all().stream()
                .filter(ownership::ours)
                .sorted(Comparator.comparing(Listener::key))
                .forEach(this::add);
    }

    private void add(Listener listener) {
        listener.rules().forEach(rule -> {
            Rewrite rewrite = rule.rewrite();
            if (rewrite != null) {
                bySource.put(new Backend(listener.key(), rule.key()), rewrite);
                targets.add(rewrite.rule());
            }
        });
    }

    public Map<Backend, Rewrite> bySource() {
        return Collections.unmodifiableMap(bySource);
    }

    /** Whether one is of this rule or leads to it. */
    public boolean concern(Backend backend) {
        return bySource.containsKey(backend)
                || ownership
                        .rule(backend)
                        .map(Rule::id)
                        .filter(targets::contains)
                        .isPresent();
    }

    /** Whether one is of a rule of this listener or leads to it. */
    public boolean concern(Listener listener) {
        return !bySource.isEmpty()
                && listener.rules().anyMatch(rule -> concern(new Backend(listener.key(), rule.key())));
    }

    /** Whether what is wanted is there. */
    public boolean has(Redirect wanted) {
        return Optional.ofNullable(bySource.get(wanted.backend())).equals(rewrite(wanted));
    }

    /** What is wanted, as the cloud has it; empty as long as the rule that it leads to is not there. */
    public Optional<Rewrite> rewrite(Redirect wanted) {
        return ownership
                .mine(wanted.target().listener())
                .flatMap(listener -> ownership
                        .rule(wanted.target())
                        .map(rule -> new Rewrite(listener.id(), rule.id(), wanted.code(), wanted.keepsPath())));
    }
}
