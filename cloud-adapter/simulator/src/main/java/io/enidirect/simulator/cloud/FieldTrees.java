package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fields the parameters or the answers of each action have, to any depth. The cloud refuses a parameter that it doesn't
 * know, so a typo never passes, and sends null for what it has nothing to say of. Actions that the API has and this cloud
 * doesn't have null for their fields.
 */
final class FieldTrees {
    private final JsonNode versions;

    FieldTrees(String resource) {
        try (InputStream fields = FieldTrees.class.getResourceAsStream(resource)) {
            versions = new ObjectMapper().readTree(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasVersion(String version) {
        return versions.has(version);
    }

    Set<String> actions(String version) {
        Set<String> actions = new TreeSet<>();
        versions.path(version).fieldNames().forEachRemaining(actions::add);
        return actions;
    }

    boolean hasAction(String version, String action) {
        return versions.path(version).has(action);
    }

    void check(String version, String action, JsonNode body) {
        check("", versions.path(version).path(action), body);
    }

    /**
     * Fills in null for all that an answer has nothing to say of.
     *
     * @param emptyAsNull whether lists of nothing are null too
     */
    void complete(String version, String action, ObjectNode answer, boolean emptyAsNull) {
        complete(versions.path(version).path(action), answer, emptyAsNull);
    }

    private static void complete(JsonNode expected, JsonNode actual, boolean emptyAsNull) {
        if (actual instanceof ObjectNode object) {
            expected.properties().forEach(field -> {
                JsonNode value = object.path(field.getKey());
                if (value.isMissingNode() || (emptyAsNull && value.isArray() && value.isEmpty())) {
                    object.putNull(field.getKey());
                } else {
                    complete(field.getValue(), value, emptyAsNull);
                }
            });
        } else if (actual.isArray()) {
            actual.forEach(element -> complete(expected.path(0), element, emptyAsNull));
        }
    }

    private static void check(String path, JsonNode expected, JsonNode actual) {
        if (actual.isNull()) {
            return;
        }
        if (expected.isObject()) {
            require(actual.isObject(), path, "object");
            actual.properties().forEach(field -> {
                String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                if (!expected.has(field.getKey())) {
                    throw new ApiError("UnknownParameter", "The parameter `" + name + "` is not recognized.");
                }
                check(name, expected.get(field.getKey()), field.getValue());
            });
        } else if (expected.isArray()) {
            require(actual.isArray(), path, "list");
            for (int i = 0; i < actual.size(); i++) {
                String element = path + "." + i;
                require(!actual.get(i).isNull(), element, "anything but null in a list");
                check(element, expected.get(0), actual.get(i));
            }
        } else {
            require(isScalar(expected.asText(), actual), path, expected.asText());
            if (actual.isIntegralNumber() && !actual.canConvertToInt()) {
                // beyond what any number of these products means: it must not be cut to one that is meant
                throw ApiError.outOfRange(actual.asText(), path);
            }
        }
    }

    private static boolean isScalar(String type, JsonNode actual) {
        return switch (type) {
            case "string" -> actual.isTextual();
            case "integer" -> actual.isIntegralNumber();
            case "number" -> actual.isNumber();
            case "boolean" -> actual.isBoolean();
            default -> throw new IllegalStateException("fields.json has a type " + type);
        };
    }

    private static void require(boolean right, String path, String type) {
        if (!right) {
            throw new ApiError("InvalidParameter", "The value type of parameter `" + path + "` is not " + type + ".");
        }
    }
}
