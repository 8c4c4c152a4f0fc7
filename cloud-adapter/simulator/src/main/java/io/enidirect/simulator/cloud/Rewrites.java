package io.enidirect.simulator.cloud;

import java.util.Collection;
import java.util.stream.Stream;

/** Redirects from one rule to another, which are kept with their source. */
final class Rewrites {
    static final String FIELD = "Rewrite";

    /** One redirect, by its rules and their listeners. */
    record Rewrite(String fromListener, String from, String toListener, String to) {}

    private Rewrites() {}

    static Stream<Rewrite> of(LoadBalancer loadBalancer) {
        return loadBalancer.listeners().values().stream()
                .flatMap(listener -> listener.rules().values().stream()
                        .filter(rule -> rule.settings().has(FIELD))
                        .map(rule -> of(listener, rule)));
    }

    private static Rewrite of(Listener listener, Rule rule) {
        Params target = rule.settings().object(FIELD).orElseThrow();
        return new Rewrite(listener.id(), rule.id(), target.text("TargetListenerId"), target.text("TargetLocationId"));
    }

    /** TKE E4006: a listener that is the source or the target of a redirect can't be deleted. */
    static void checkNotPartOfOne(LoadBalancer loadBalancer, Collection<String> listeners) {
        refuse(of(loadBalancer)
                .anyMatch(each -> listeners.contains(each.fromListener()) || listeners.contains(each.toListener())));
    }

    static void checkRulesNotPartOfOne(LoadBalancer loadBalancer, Collection<String> rules) {
        refuse(of(loadBalancer).anyMatch(each -> rules.contains(each.from()) || rules.contains(each.to())));
    }

    private static void refuse(boolean partOfOne) {
        if (partOfOne) {
            throw new ApiError("FailedOperation", "It is part of a redirect, which has to be deleted before.");
        }
    }
}
