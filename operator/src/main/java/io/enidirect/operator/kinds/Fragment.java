package io.enidirect.operator.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enidirect.cloud.ListenerKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What addresses a listener, a host or a rule in a TkeServiceConfig, in its source's own words.
 *
 * @param protocol in capitals
 * @param domain empty: the rules without a host; null: it is a listener
 * @param url null: it is a listener or a host
 */
public record Fragment(
        String protocol,
        int port,
        @Nullable String domain,
        @Nullable String url) {

    public static Fragment listener(ListenerKey key) {
        return listener(key.protocol().name(), key.port());
    }

    /** @param domain the host as its source has it */
    public static Fragment rule(ListenerKey key, String domain, String url) {
        return new Fragment(key.protocol().name(), key.port(), domain, url);
    }

    private static Fragment listener(String protocol, int port) {
        return new Fragment(protocol, port, null, null);
    }

    static Fragment listener(JsonNode entry) {
        return listener(
                text(entry.path("protocol")).toUpperCase(Locale.ROOT),
                entry.path("port").asInt());
    }

    Fragment host(JsonNode entry) {
        return host(text(entry.path("domain")));
    }

    private Fragment host(@Nullable String name) {
        return new Fragment(protocol, port, name, null);
    }

    Fragment rule(JsonNode entry) {
        return new Fragment(protocol, port, domain, text(entry.path("url")));
    }

    Fragment listener() {
        return listener(protocol, port);
    }

    Fragment host() {
        return host(domain);
    }

    boolean isRule() {
        return url != null;
    }

    ObjectNode newListener() {
        return JsonNodeFactory.instance.objectNode().put("protocol", protocol).put("port", port);
    }

    ObjectNode newHost() {
        return JsonNodeFactory.instance.objectNode().put("domain", domain);
    }

    ObjectNode newRule() {
        return JsonNodeFactory.instance.objectNode().put("url", url);
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asText();
    }
}
