package io.enidirect.simulator.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A listener.
 *
 * @param settings what was sent for it, over the cloud's defaults
 * @param defaultDomain where unknown hosts fall; null on L4 and without rules
 */
record Listener(
        String id,
        Protocol protocol,
        int port,
        String name,
        Params settings,
        List<Target> targets,
        Map<String, Rule> rules,
        @Nullable String defaultDomain,
        Instant created) {
    Listener {
        targets = List.copyOf(targets);
        rules = Ordered.copyOf(rules);
    }

    boolean sni() {
        return settings.numberOr("SniSwitch", 0) == 1;
    }

    /** All its targets: its own on L4, those of its rules on L7. */
    Stream<Target> allTargets() {
        return Stream.concat(targets.stream(), rules.values().stream().flatMap(rule -> rule.targets().stream()));
    }

    /** The targets of one backend: of the listener itself if the rule is null. */
    List<Target> targetsOf(@Nullable String rule) {
        return rule == null ? targets : Ordered.require(rules, rule).targets();
    }

    Listener withTargetsOf(@Nullable String rule, UnaryOperator<List<Target>> change) {
        return rule == null
                ? new Listener(id, protocol, port, name, settings, change.apply(targets), rules, defaultDomain, created)
                : withRules(
                        Ordered.changed(rules, rule, old -> old.withTargets(change.apply(old.targets()))),
                        defaultDomain);
    }

    Listener withRules(Map<String, Rule> newRules, @Nullable String newDefault) {
        return new Listener(id, protocol, port, name, settings, targets, newRules, newDefault, created);
    }

    Listener withSettings(String newName, Params newSettings) {
        return new Listener(id, protocol, port, newName, newSettings, targets, rules, defaultDomain, created);
    }
}
