package io.enidirect.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The chart as it is shipped, in Helm's own engine. */
final class Chart {
    static final Path DIRECTORY = Path.of("..", "helm", "eni-direct");
    /** All that has no default. */
    static final String REQUIRED = """
            image: {repository: registry.example.com/eni-direct}
            region: ap-guangzhou
            vpcId: vpc-1a2b3c4d
            clusterId: cls-1a2b3c4d
            credentials: {secretName: eni-direct-cloud}
            """;

    /** Where a hook is an object like others, its annotation {@code hook}: the library shows none. */
    private static final Path WITH_HOOKS = withHooks();

    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---$");

    /** What was rendered, in Helm's order. */
    record Rendered(List<GenericKubernetesResource> objects) {

        List<String> kinds() {
            return objects.stream().map(HasMetadata::getKind).toList();
        }

        /** All that its roles give. */
        List<Right> rights() {
            return Right.of(this).toList();
        }

        <T extends HasMetadata> List<T> all(Class<T> type) {
            return objects.stream()
                    .filter(object -> object.getKind().equals(type.getSimpleName()))
                    .map(object -> Serialization.unmarshal(Serialization.asJson(object), type))
                    .toList();
        }

        <T extends HasMetadata> T only(Class<T> type) {
            List<T> all = all(type);
            if (all.size() != 1) {
                throw new AssertionError("not one " + type.getSimpleName() + " but " + all.size());
            }
            return all.get(0);
        }
    }

    private Chart() {}

    /** As {@link #renderInto} some namespace. */
    static Rendered render(String... values) {
        return renderInto("eni-direct-system", values);
    }

    /**
     * @param values documents of YAML; the later counts
     * @throws IllegalStateException with Helm's own words where they are refused
     */
    static Rendered renderInto(String namespace, String... values) {
        return withFiles(List.of(values), files -> {
            // without a version the engine pretends to be a Kubernetes that is older than the chart allows
            var command = new Helm(WITH_HOOKS)
                    .template()
                    .withName("eni-direct")
                    .withNamespace(namespace)
                    .withKubeVersion("v1.34.4");
            files.forEach(command::withValuesFile);
            return parsed(command.call());
        });
    }

    /** Does something with each of these texts in a file. */
    static <T> T withFiles(List<String> texts, Function<List<Path>, T> action) {
        List<Path> files = texts.stream().map(Chart::file).toList();
        try {
            return action.apply(files);
        } finally {
            files.forEach(Chart::delete);
        }
    }

    /** The command takes no values: a copy of the chart has them as its own. */
    static LintResult lint(Path empty, String values) throws IOException {
        Path copy = copyInto(empty);
        Path own = copy.resolve("values.yaml");
        ObjectNode merged = Serialization.unmarshal(Files.readString(own), ObjectNode.class);
        new ObjectMapper().readerForUpdating(merged).readValue(Serialization.unmarshal(values, ObjectNode.class));
        Files.writeString(own, Serialization.asYaml(merged));
        return new Helm(copy).lint().strict().call();
    }

    private static Path copyInto(Path empty) throws IOException {
        Path copy = empty.resolve("eni-direct");
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(DIRECTORY.relativize(file).toString()));
            }
        }
        return copy;
    }

    private static Path withHooks() {
        try {
            Path copy = copyInto(Files.createTempDirectory("chart-"));
            Path hooks = copy.resolve(Path.of("templates", "tests", "ready.yaml"));
            Files.writeString(hooks, Files.readString(hooks).replace("helm.sh/hook: test", "hook: test"));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rendered parsed(String yaml) {
        return new Rendered(SEPARATOR
                .splitAsStream(yaml)
                .filter(document -> !document.lines().allMatch(line -> line.isBlank() || line.startsWith("#")))
                .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
                .toList());
    }

    private static Path file(String values) {
        try {
            return Files.writeString(Files.createTempFile("values-", ".yaml"), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
