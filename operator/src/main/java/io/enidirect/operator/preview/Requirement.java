package io.enidirect.operator.preview;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Something that the API server requires of a field.
 *
 * @param path the field, by names; {@code *} is every item of a list
 * @param test whether what stands there is all right
 * @param rule completes the field's name
 */
record Requirement(List<String> path, Predicate<JsonNode> test, String rule) {

    static Requirement present(String path) {
        return new Requirement(split(path), value -> !value.isMissingNode() && !value.isNull(), "is required");
    }

    static Requirement oneOf(String path, String... words) {
        return new Requirement(
                split(path),
                value -> value.isMissingNode() || List.of(words).contains(value.asText()),
                "must be one of " + String.join(", ", words));
    }

    static Requirement between(String path, int least, int most) {
        return new Requirement(
                split(path),
                value -> !value.isNumber() || (value.asLong() >= least && value.asLong() <= most),
                "must be a whole number from " + least + " to " + most);
    }

    /** Where in the object it is not met. A field in something that is not there itself breaks nothing. */
    List<JsonPointer> brokenBy(JsonNode object) {
        Map<JsonPointer, JsonNode> parents = Map.of(JsonPointer.empty(), object);
        for (String step : path.subList(0, path.size() - 1)) {
            Map<JsonPointer, JsonNode> children = new TreeMap<>(Comparator.comparing(JsonPointer::toString));
            parents.forEach((at, parent) -> {
                if (step.equals("*") && parent.isArray()) {
                    for (int index = 0; index < parent.size(); index++) {
                        children.put(at.appendIndex(index), parent.path(index));
                    }
                } else if (parent.path(step).isContainerNode()) {
                    children.put(at.appendProperty(step), parent.path(step));
                }
            });
            parents = children;
        }
        String last = path.get(path.size() - 1);
        return parents.entrySet().stream()
                .filter(parent -> parent.getValue().isObject())
                .filter(parent -> !test.test(parent.getValue().path(last)))
                .map(parent -> parent.getKey().appendProperty(last))
                .toList();
    }

    private static List<String> split(String path) {
        return List.of(path.split("/"));
    }
}
