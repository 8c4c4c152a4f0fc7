package io.enidirect.simulator.cloud;

import org.jspecify.annotations.Nullable;

/**
 * A target behind a backend, as a call names it.
 *
 * @param tag the target's own, by which DescribeTargets finds it; empty without one
 */
record Binding(String listener, @Nullable String rule, String ip, int port, int weight, String tag) {
    static final int DEFAULT_WEIGHT = 10;

    /** Of BatchTarget, or of Target, whose listener is named elsewhere. */
    static Binding of(Params target) {
        return of(target, DEFAULT_WEIGHT);
    }

    static Binding of(Params target, int defaultWeight) {
        Checks.optionalRange(target, "Weight", 0, 100);
        boolean instance = target.has("InstanceId");
        if (instance == target.has("EniIp")) {
            throw new ApiError("InvalidParameter", "Exactly one of InstanceId and EniIp is required.");
        }
        if (instance) {
            throw ApiError.invalidValue("The instance " + target.text("InstanceId") + " is not found.");
        }
        return new Binding(
                target.textOr("ListenerId", ""),
                target.optionalText("LocationId").orElse(null),
                Checks.address(target, "EniIp"),
                Checks.range(target, "Port", 1, 65535),
                target.numberOr("Weight", defaultWeight),
                target.textOr("Tag", ""));
    }

    Binding behind(Backend backend) {
        return new Binding(backend.listener(), backend.rule(), ip, port, weight, tag);
    }

    /** What of it may come once only in a call. */
    Binding identity() {
        return new Binding(listener, rule, ip, port, 0, "");
    }

    void checkBackend(LoadBalancer loadBalancer) {
        if (listener.isEmpty()) {
            throw ApiError.missing("ListenerId");
        }
        Listener found = loadBalancer.listener(listener).orElseThrow(() -> ApiError.noListener(listener));
        if (!found.protocol().layer7()) {
            if (rule != null) {
                throw Backend.noRule(rule);
            }
            return;
        }
        if (rule == null) {
            throw ApiError.missing("LocationId");
        }
        Backend.requireRule(found, rule);
    }

    @Override
    public String toString() {
        return ip + ":" + port;
    }
}
