package io.enidirect.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Keeps private keys out of the call log. */
final class Secrets {
    private static final List<String> KEYS = List.of("CertificatePrivateKey", "CertKey", "KeyPassword");

    private Secrets() {}

    static JsonNode masked(JsonNode body) {
        JsonNode copy = body.deepCopy();
        for (String key : KEYS) {
            for (JsonNode parent : copy.findParents(key)) {
                ((ObjectNode) parent).put(key, "***");
            }
        }
        return copy;
    }
}
