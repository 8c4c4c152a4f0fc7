package io.enidirect.quickstart;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One value of the chart, away from its default, and its effect: what the file of rows says of its words. */
record ValueRow(
        String value,
        JsonNode set,
        @Nullable ObjectNode with,
        @Nullable String in,
        @Nullable String at,
        @JsonProperty("is") @Nullable JsonNode expected,
        @Nullable List<JsonNode> has,
        @Nullable String gone,
        @Nullable String made) {

    private static final Path FILE = Path.of("src", "test", "resources", "chart", "values.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What is shorter without its place in the Deployment. */
    private static final Map<String, String> PLACES =
            Map.of("pod", "/spec/template/spec", "container", "/spec/template/spec/containers/0");

    static List<ValueRow> all() throws IOException {
        return Serialization.unmarshal(Files.readString(FILE), new TypeReference<List<ValueRow>>() {});
    }

    /** The values that it needs beside it. */
    String before() {
        return with == null ? "{}" : with.toString();
    }

    /** It alone. */
    String values() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode parent = root;
        List<String> names = List.of(value.replaceFirst("\\.\\*.*", "").split("\\."));
        for (String name : names.subList(0, names.size() - 1)) {
            parent = parent.putObject(name);
        }
        parent.set(names.get(names.size() - 1), set);
        return root.toString();
    }

    boolean isSeenIn(Chart.Rendered rendered) {
        if (gone != null) {
            return find(rendered, gone).isEmpty();
        }
        if (made != null) {
            return find(rendered, made).isPresent();
        }
        JsonNode there = find(rendered, in)
                .map(object -> JSON.<JsonNode>valueToTree(object).at(pointer()))
                .orElse(MissingNode.getInstance());
        if (has != null) {
            List<JsonNode> list = JSON.convertValue(there, new TypeReference<List<JsonNode>>() {});
            return list != null && Collections.indexOfSubList(list, has) >= 0;
        }
        return expected instanceof NullNode ? there.isMissingNode() : there.equals(expected == null ? set : expected);
    }

    private String pointer() {
        return PLACES.entrySet().stream()
                .filter(place -> at.startsWith(place.getKey() + "/"))
                .map(place -> place.getValue() + at.substring(place.getKey().length()))
                .findFirst()
                .orElse(at);
    }

    /** The first of that kind, or kind and name. */
    private static Optional<GenericKubernetesResource> find(Chart.Rendered rendered, String what) {
        List<String> words = List.of(what.split("/", 2));
        return rendered.objects().stream()
                .filter(object -> object.getKind().equals(words.get(0)))
                .filter(object ->
                        words.size() == 1 || object.getMetadata().getName().equals(words.get(1)))
                .findFirst();
    }

    /** The values that the schema knows, and that have none below them. */
    static Stream<String> leaves(String path, JsonNode schema) {
        if (schema.has("properties")) {
            return schema.get("properties")
                    .propertyStream()
                    .flatMap(property -> leaves(
                            path.isEmpty() ? property.getKey() : path + "." + property.getKey(), property.getValue()));
        }
        JsonNode each = schema.path("additionalProperties");
        return each.has("properties") ? leaves(path + ".*", each) : Stream.of(path);
    }

    @Override
    public String toString() {
        return value;
    }
}
