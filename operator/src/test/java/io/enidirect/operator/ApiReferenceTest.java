package io.enidirect.operator;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the CRDs of the chart say, for people. */
class ApiReferenceTest {
    private static final Path CRDS = Path.of("..", "deploy", "helm", "eni-direct", "files", "crds");

    private final List<String> rows = new ArrayList<>();
    private final Set<String> rules = new LinkedHashSet<>();

    @Test
    void documentsEveryKindAndField() throws IOException {
        StringBuilder kinds = new StringBuilder();
        try (Stream<Path> files = Files.list(CRDS)) {
            for (Path file : files.sorted().toList()) {
                kinds.append(kind(Serialization.unmarshal(Files.readString(file), JsonNode.class)));
            }
        }

        ReferencePage.check("api.md", """
                # Kinds

                Written from the CRDs; `-Ddocs.update` on the build of `operator` rewrites it. `kubectl explain clb.spec` says the
                same. What a field's range and a kind's rules refuse the API server refuses, when the object is written; `*` marks
                a field that its parent needs. A `status` is written by the controller alone.

                A field that has no effect yet is answered: in `status.problems`, the conditions and an event of a
                CloudLoadBalancer, and on the Service or Ingress that uses a LoadBalancerProfile. The [codes](events.md) say what
                becomes of it: `CannotRestrict` means that nothing new is made without it, `Unsupported` that the rest goes on.
                %s""".formatted(kinds));
    }

    private String kind(JsonNode crd) {
        rows.clear();
        rules.clear();
        JsonNode spec = crd.get("spec");
        JsonNode version = spec.at("/versions/0");
        JsonNode schema = version.at("/schema/openAPIV3Schema");
        children("", schema);
        return """

                ## %s

                %s

                `%s/%s`, %s; `kubectl get %s` shows %s.

                | field | type | range | |
                |---|---|---|---|
                %s
                %s""".formatted(
                spec.at("/names/kind").asText(),
                schema.get("description").asText(),
                spec.get("group").asText(),
                version.get("name").asText(),
                spec.get("scope").asText().equals("Cluster") ? "cluster-wide" : "in a namespace",
                shortName(spec.get("names")),
                Stream.concat(Stream.of("NAME"), columns(version)).collect(joining(", ")),
                String.join("\n", rows),
                rules.isEmpty() ? "" : "\n| field | refused with |\n|---|---|\n" + String.join("\n", rules) + "\n");
    }

    private static String shortName(JsonNode names) {
        return names.path("shortNames").path(0).asText(names.get("plural").asText());
    }

    private static Stream<String> columns(JsonNode version) {
        return all(version.path("additionalPrinterColumns"))
                .filter(column -> column.get("priority").asInt() == 0)
                .map(column -> column.get("name").asText());
    }

    private void children(String path, JsonNode schema) {
        rules(path, schema);
        List<String> required =
                all(schema.path("required")).map(JsonNode::asText).toList();
        schema.path("properties").properties().forEach(property -> {
            String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            field(name, required.contains(property.getKey()), property.getValue());
        });
    }

    private void field(String path, boolean required, JsonNode schema) {
        rows.add("| `%s`%s | %s | %s | %s |"
                .formatted(
                        path,
                        required ? " *" : "",
                        type(schema),
                        range(schema),
                        schema.path("description").asText()));
        boolean list = schema.has("items");
        if (list) {
            rules(path, schema);
        }
        children(list ? path + "[]" : path, list ? schema.get("items") : schema);
    }

    private static String type(JsonNode schema) {
        if (schema.has("items")) {
            return "list of " + type(schema.get("items")) + "s";
        }
        return schema.has("additionalProperties")
                ? "map of " + type(schema.get("additionalProperties")) + "s"
                : schema.get("type").asText();
    }

    private static String range(JsonNode schema) {
        String own = Stream.of(
                        all(schema.path("enum"))
                                .map(word -> "`" + word.asText() + "`")
                                .collect(joining(", ")),
                        between(schema, "minimum", "maximum", ""),
                        between(schema, "minItems", "maxItems", " items"),
                        between(schema, "minProperties", "maxProperties", " keys"),
                        between(schema, "minLength", "maxLength", " characters"),
                        schema.has("pattern")
                                ? "`" + schema.get("pattern").asText().replace("|", "\\|") + "`"
                                : "")
                .filter(text -> !text.isEmpty())
                .collect(joining(", "));
        JsonNode held = schema.has("items") ? schema.get("items") : schema.path("additionalProperties");
        String each = held.isMissingNode() ? "" : range(held);
        return each.isEmpty() ? own : own + (own.isEmpty() ? "" : "; ") + "each " + each;
    }

    private static String between(JsonNode schema, String least, String most, String unit) {
        if (!schema.has(least) && !schema.has(most)) {
            return "";
        }
        String from = schema.has(least) ? schema.get(least).asLong() + "" : "";
        return schema.has(most)
                ? (from.isEmpty() ? "at most " : from + "–") + schema.get(most).asLong() + unit
                : "at least " + from + unit;
    }

    private void rules(String path, JsonNode schema) {
        all(schema.path("x-kubernetes-validations"))
                .forEach(rule -> rules.add("| `%s` | %s%s |"
                        .formatted(
                                path + rule.path("fieldPath").asText(),
                                rule.get("message").asText(),
                                rule.get("rule").asText().contains("oldSelf") ? " (immutable)" : "")));
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
