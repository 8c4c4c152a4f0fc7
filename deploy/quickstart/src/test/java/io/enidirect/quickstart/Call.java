package io.enidirect.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a ServiceAccount asked of the API server, by the server's audit log.
 *
 * @param reason by which it was allowed, such as {@code RBAC: allowed by RoleBinding …}; empty where it was refused
 */
record Call(String namespace, String group, String resource, String verb, String name, String reason) {
    /** Of the API server: it tells of ServiceAccounts, and of nobody else. */
    private static final String POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
              - level: Metadata
                userGroups: ["system:serviceaccounts"]
              - level: None
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The flags that make the API server tell. */
    static List<String> flags(Path directory) throws IOException {
        Path policy = Files.writeString(directory.resolve("audit.yaml"), POLICY);
        return List.of("--audit-policy-file=" + policy, "--audit-log-path=" + log(directory));
    }

    /** Each call once, in order; those that concern no object apart. */
    static List<Call> seen(Path directory, String user) {
        try (Stream<String> lines = Files.lines(log(directory))) {
            return lines.map(Call::json)
                    .filter(event -> event.at("/user/username").asText().equals(user))
                    .filter(event -> event.has("objectRef"))
                    .map(Call::of)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that the right would allow. */
    static Call by(Right right) {
        return new Call(
                right.namespace(),
                right.group(),
                right.resource(),
                right.verb(),
                right.names().stream().findFirst().orElse(""),
                "");
    }

    /** What it concerned. */
    String object() {
        return namespace.isEmpty() && name.isEmpty()
                ? "all"
                : Stream.of(namespace, name).filter(part -> !part.isEmpty()).collect(Collectors.joining("/"));
    }

    boolean allowed() {
        return !reason.isEmpty();
    }

    private static Path log(Path directory) {
        return directory.resolve("audit.log");
    }

    private static Call of(JsonNode event) {
        JsonNode object = event.path("objectRef");
        JsonNode annotations = event.path("annotations");
        boolean allowed =
                annotations.path("authorization.k8s.io/decision").asText().equals("allow");
        String subresource = object.path("subresource").asText();
        return new Call(
                object.path("namespace").asText(),
                object.path("apiGroup").asText(),
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                event.path("verb").asText(),
                object.path("name").asText(),
                allowed ? annotations.path("authorization.k8s.io/reason").asText() : "");
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
