package io.enidirect.simulator.cloud;

import org.jspecify.annotations.Nullable;

/**
 * What targets attach to.
 *
 * @param rule null on L4
 */
record Backend(String listener, @Nullable String rule) {

    /** As named by ListenerId with LocationId, or with Domain and Url. */
    static Backend of(LoadBalancer loadBalancer, Params params) {
        String listenerId = params.text("ListenerId");
        Listener listener = loadBalancer.listener(listenerId).orElseThrow(() -> ApiError.noListener(listenerId));
        if (!listener.protocol().layer7()) {
            params.optionalText("LocationId").ifPresent(rule -> {
                throw noRule(rule);
            });
            return new Backend(listenerId, null);
        }
        if (params.has("LocationId")) {
            return new Backend(listenerId, requireRule(listener, params.text("LocationId")));
        }
        if (!params.has("Domain") || !params.has("Url")) {
            throw ApiError.missing("LocationId");
        }
        return listener.rules().values().stream()
                .filter(rule -> rule.domain().equals(params.text("Domain"))
                        && rule.url().equals(params.text("Url")))
                .map(rule -> new Backend(listenerId, rule.id()))
                .findFirst()
                .orElseThrow(() -> noRule(params.text("Domain") + params.text("Url")));
    }

    static String requireRule(Listener listener, String id) {
        if (!listener.rules().containsKey(id)) {
            throw noRule(id);
        }
        return id;
    }

    static ApiError noRule(String name) {
        return new ApiError("InvalidParameter.LocationNotFound", "some LocationId " + name + " not found");
    }
}
