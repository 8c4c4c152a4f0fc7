package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enidirect.simulator.dataplane.Frontend;
import java.util.Set;

/** What the cloud fills in where nothing was sent, and shows on every read (CLB API, HealthCheck and CreateListener). */
final class Defaults {
    private static final Frontend.Check OFF = new Frontend.Check(false, 2, 5, 3, 3);

    /** What probes speak that ask by HTTP. */
    private static final Set<String> OVER_HTTP = Set.of("HTTP", "HTTPS", "GRPC");

    private Defaults() {}

    /** The settings of a new listener: what was sent over what the cloud says itself. */
    static Params listener(Protocol protocol, Params sent) {
        ObjectNode defaults = JsonNodeFactory.instance.objectNode();
        defaults.put("SniSwitch", 0);
        if (!protocol.layer7()) {
            defaults.put("Scheduler", "WRR");
            defaults.put("SessionExpireTime", 0);
            defaults.put("SessionType", "NORMAL");
            defaults.set("HealthCheck", healthCheck(protocol == Protocol.UDP ? "PING" : "TCP", sent));
        }
        return new Params(defaults).with(sent.without("HealthCheck"));
    }

    static Params rule(Params sent) {
        ObjectNode defaults = JsonNodeFactory.instance.objectNode();
        defaults.put("Scheduler", "WRR");
        defaults.put("SessionExpireTime", 0);
        defaults.put("ForwardType", "HTTP");
        // what probes speak is what requests speak
        String type = sent.textOr("ForwardType", "HTTP").replace("GRPCS", "GRPC");
        ObjectNode check = healthCheck(type, sent);
        if (!check.hasNonNull("HttpVersion")) {
            check.put("HttpVersion", "HTTP/1.1");
        }
        defaults.set("HealthCheck", check);
        return new Params(defaults).with(sent.without("HealthCheck"));
    }

    /** Settings after a modification; a partial health check keeps the rest of the old one. */
    static Params modified(Params old, Params sent) {
        Params merged = old.with(sent.without("HealthCheck"));
        if (sent.has("HealthCheck") && old.has("HealthCheck")) {
            ObjectNode check = (ObjectNode) old.node().get("HealthCheck");
            merged.node().set("HealthCheck", overlaid(check, sent));
        }
        return merged;
    }

    /** The health check that was sent over another; HTTP's own defaults come with the type. */
    private static ObjectNode overlaid(ObjectNode check, Params sent) {
        Params whole = sent.object("HealthCheck")
                .map(newer -> new Params(check).with(newer))
                .orElseGet(() -> new Params(check));
        if (!OVER_HTTP.contains(whole.textOr("CheckType", ""))) {
            return whole.node();
        }
        ObjectNode http = JsonNodeFactory.instance
                .objectNode()
                .put("HttpCode", 31)
                .put("HttpCheckPath", "/")
                .put("HttpCheckMethod", "HEAD");
        return new Params(http).with(whole).node();
    }

    private static ObjectNode healthCheck(String type, Params sent) {
        ObjectNode check = JsonNodeFactory.instance
                .objectNode()
                .put("HealthSwitch", 1)
                .put("TimeOut", 2)
                .put("IntervalTime", 5)
                .put("HealthNum", 3)
                .put("UnHealthNum", 3)
                .put("CheckType", type)
                .put("SourceIpType", 0);
        return overlaid(check, sent);
    }

    static Frontend.Check check(Params settings) {
        return settings.object("HealthCheck")
                .map(check -> new Frontend.Check(
                        check.numberOr("HealthSwitch", 1) == 1,
                        check.numberOr("TimeOut", 2),
                        check.numberOr("IntervalTime", 5),
                        check.numberOr("HealthNum", 3),
                        check.numberOr("UnHealthNum", 3)))
                .orElse(OFF);
    }
}
