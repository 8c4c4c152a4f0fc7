package io.enidirect.simulator.cloud;

import java.util.Collection;
import java.util.stream.Stream;

/** Redirects from one rule to another, which are kept with their source. */
final class Rewrites {
    static final String FIELD = "Rewrite";
    /** Of a rule that the cloud made itself for a redirect. */
    static final String AUTO_CREATED = "BeAutoCreated";
    /** The type of a redirect that the cloud made itself. */
    static final String AUTO = "Auto";

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

    static void checkCode(int code) {
        if (code != 301 && code != 302 && code != 307) {
            throw ApiError.invalidValue("RewriteCode is 301, 302 or 307.");
        }
    }

    /** TKE E4006: a listener that is the source or the target of a redirect can't be deleted. */
    static void checkNotPartOfOne(Settings settings, LoadBalancer loadBalancer, Collection<String> listeners) {
        refuse(
                settings,
                of(loadBalancer)
                        .anyMatch(each ->
                                listeners.contains(each.fromListener()) || listeners.contains(each.toListener())));
    }

    static void checkRulesNotPartOfOne(Settings settings, LoadBalancer loadBalancer, Collection<String> rules) {
        refuse(settings, of(loadBalancer).anyMatch(each -> rules.contains(each.from()) || rules.contains(each.to())));
    }

    private static void refuse(Settings settings, boolean partOfOne) {
        if (partOfOne && !settings.follows(Reading.REDIRECTS_GO_WITH_THEIR_RULES)) {
            throw new ApiError("FailedOperation", "It is part of a redirect, which has to be deleted before.");
        }
    }

    /** Without the redirects whose target has gone. */
    static LoadBalancer withoutBroken(LoadBalancer loadBalancer) {
        LoadBalancer mended = loadBalancer;
        for (Rewrite each : of(loadBalancer).toList()) {
            boolean there = loadBalancer
                    .listener(each.toListener())
                    .filter(listener -> listener.rules().containsKey(each.to()))
                    .isPresent();
            if (!there) {
                mended = mended.withListener(
                        each.fromListener(),
                        listener -> listener.withRules(
                                Ordered.changed(
                                        listener.rules(),
                                        each.from(),
                                        rule -> rule.withSettings(
                                                rule.settings().without(FIELD))),
                                listener.defaultDomain()));
            }
        }
        return mended;
    }
}
