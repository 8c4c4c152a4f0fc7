package io.enidirect.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Answers that arrive whole but say something that no client expects. */
final class Mangled {
    private static final String JSON = "application/json; charset=utf-8";

    private Mangled() {}

    static Reply truncated(Reply whole) {
        String body = whole.body();
        return whole.saying(JSON, body.substring(0, body.length() / 2));
    }

    static Reply html(Reply whole) {
        return whole.saying("text/html", "<html><body><h1>Bad gateway</h1></body></html>");
    }

    /** Numbers become words, lists objects. */
    static Reply wrongTypes(Reply whole, JsonNode answer) {
        return whole.saying(JSON, changed(answer, Mangled::wrongType).toString());
    }

    private static JsonNode wrongType(JsonNode value) {
        if (value.isNumber()) {
            return JsonNodeFactory.instance.textNode("many");
        }
        return value.isArray() ? JsonNodeFactory.instance.objectNode() : value;
    }

    static Reply empty(Reply whole, JsonNode answer, String how) {
        return switch (how) {
            case "", "body" -> whole.saying(JSON, "");
            case "object" -> whole.saying(JSON, "{}");
            case "null" -> whole.saying(JSON, "null");
            case "response" -> whole.saying(JSON, "{\"Response\":null}");
            case "lists" ->
                whole.saying(
                        JSON,
                        changed(answer, value -> value.isArray() ? JsonNodeFactory.instance.nullNode() : value)
                                .toString());
            default -> throw new IllegalArgumentException("There is no empty answer called " + how);
        };
    }

    private static JsonNode changed(JsonNode node, UnaryOperator<JsonNode> change) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                copy.set(field.getKey(), changed(change.apply(field.getValue()), change));
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(changed(change.apply(element), change)));
            return copy;
        }
        return node;
    }
}
