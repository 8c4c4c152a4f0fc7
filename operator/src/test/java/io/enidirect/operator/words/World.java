package io.enidirect.operator.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.TkeServiceConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The objects of a cluster, as they are written.
 *
 * @param objects by {@code Kind/name}
 */
record World(Map<String, JsonNode> objects) {
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Map<String, World> KINDS = new ConcurrentHashMap<>();
    private static final Map<JsonNode, HasMetadata> BUILT = new ConcurrentHashMap<>();
    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
    private static final Map<String, Class<? extends HasMetadata>> TYPES = Stream.of(
                    Service.class,
                    Ingress.class,
                    EndpointSlice.class,
                    Pod.class,
                    Namespace.class,
                    Secret.class,
                    ConfigMap.class,
                    IngressClass.class,
                    LoadBalancerProfile.class,
                    TkeServiceConfig.class)
            .collect(Collectors.toMap(HasMetadata::getKind, Function.identity()));

    /** What sources of this kind are tried in. */
    static World of(String kind) {
        return KINDS.computeIfAbsent(
                kind, name -> new World(Map.of()).with(documents(WordTable.PLACE.resolve(name + ".yaml"))));
    }

    static List<JsonNode> documents(Path file) {
        try {
            return YAML.readerFor(JsonNode.class)
                    .<JsonNode>readValues(Files.readString(file))
                    .readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if these were applied: what they have of an object that is there already takes the place of what that has. */
    World with(List<JsonNode> documents) {
        Map<String, JsonNode> all = new LinkedHashMap<>(objects);
        documents.forEach(
                document -> all.merge(key(document), document, (before, more) -> merged(before, (ObjectNode) more)));
        return new World(all);
    }

    /** With something at a place of one of the objects, in the notation of {@code kubectl explain}; of a list its first item. */
    World with(String object, List<String> path, JsonNode value) {
        Map<String, JsonNode> all = new LinkedHashMap<>(objects);
        all.put(object, put(Objects.requireNonNull(all.get(object), object), path, value));
        return new World(all);
    }

    private static String key(JsonNode document) {
        return document.path("kind").asText() + "/"
                + document.at("/metadata/name").asText();
    }

    private static JsonNode merged(JsonNode before, ObjectNode more) {
        ObjectNode merged = before.isObject() ? before.deepCopy() : YAML.createObjectNode();
        more.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode inner) {
                merged.set(field.getKey(), merged(merged.path(field.getKey()), inner));
            } else {
                merged.set(field.getKey(), field.getValue());
            }
        });
        return merged;
    }

    private static JsonNode put(JsonNode at, List<String> path, JsonNode value) {
        if (path.isEmpty()) {
            return value;
        }
        String step = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (step.isEmpty()) {
            ArrayNode items = at.isArray() ? at.deepCopy() : YAML.createArrayNode();
            JsonNode first = put(items.path(0), rest, value);
            if (!items.isEmpty()) {
                items.remove(0);
            }
            return items.insert(0, first);
        }
        ObjectNode fields = at.isObject() ? at.deepCopy() : YAML.createObjectNode();
        return fields.set(step, put(fields.path(step), rest, value));
    }

    /** {@code a.b[].c} as {@code a, b, "", c}. */
    static List<String> path(String field) {
        List<String> path = new ArrayList<>();
        for (String step : field.split("\\.", -1)) {
            path.add(step.replace("[]", ""));
            if (step.endsWith("[]")) {
                path.add("");
            }
        }
        return path;
    }

    List<HasMetadata> built() {
        return objects.values().stream().<HasMetadata>map(World::built).toList();
    }

    /** Of the documents most are in all worlds. */
    private static HasMetadata built(JsonNode document) {
        return BUILT.computeIfAbsent(
                document,
                each -> KUBERNETES.convertValue(
                        each, Objects.requireNonNull(TYPES.get(each.path("kind").asText()), () -> "A kind " + each)));
    }
}
