package io.enidirect.simulator.cloud;

import java.util.Collection;

/** Redirects from one rule to another, which are kept with their source. */
final class Rewrites {
    private Rewrites() {}

    /** TKE E4006: a listener that is the source or the target of a redirect can't be deleted. */
    static void checkNotPartOfOne(LoadBalancer loadBalancer, Collection<String> listeners) {
        loadBalancer
                .listeners()
                .values()
                .forEach(listener -> listener.rules().values().stream()
                        .flatMap(rule -> rule.settings().object("Rewrite").stream())
                        .filter(rewrite -> listeners.contains(listener.id())
                                || listeners.contains(rewrite.text("TargetListenerId")))
                        .findAny()
                        .ifPresent(rewrite -> {
                            throw new ApiError(
                                    "FailedOperation", "A listener of " + listeners + " is part of a redirect.");
                        }));
    }
}
