package io.enidirect.operator;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.options.Invocation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that guides tell people to type name what there is: verbs, kinds, fields, values of the chart, options. */
class GuideCommandsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path CHART = ROOT.resolve("deploy/helm/eni-direct");
    private static final String WORD = "(?:'[^']*'|\"[^\"]*\"|[^\\s'\"`|;)]+)+";
    private static final Pattern COMMAND =
            Pattern.compile("(?:kubectl|helm|tccli|java -jar eni-direct\\.jar)(?: " + WORD + ")+");
    private static final Pattern PATH = Pattern.compile("[:{ ](\\.[a-zA-Z][^,}'\\s]*)");
    private static final Pattern RANGE = Pattern.compile("\\{range (\\S+?)(?:\\[\\*\\])?\\}");
    private static final Pattern VALUE = Pattern.compile("`(?!\\w+\\.yaml`)([a-z]\\w+(?:\\.\\w+)+)(?:: [^`]*)?`");
    private static final Pattern VALUES = Pattern.compile("(?s)```yaml\\n(.*?)```");

    private static final Set<String> VERBS = Set.of(
            "get",
            "describe",
            "explain",
            "patch",
            "annotate",
            "label",
            "create",
            "apply",
            "delete",
            "rollout",
            "logs",
            "port-forward");
    private static final Map<String, Class<? extends HasMetadata>> FIELDS =
            Map.of("service", Service.class, "ingress", Ingress.class, "clb", CloudLoadBalancer.class);
    private static final Set<String> KINDS = Set.of(
            "service",
            "ingress",
            "clb",
            "loadbalancerprofile",
            "externalbackend",
            "tkeserviceconfig",
            "crd",
            "ingressclass",
            "endpointslice",
            "pod",
            "namespace",
            "lease",
            "secret",
            "deployment",
            "deploy",
            "events");

    static Stream<String> commands() throws IOException {
        return Stream.concat(guides(), Stream.of(ROOT.resolve("README.md"))).flatMap(GuideCommandsTest::commands);
    }

    private static Stream<Path> guides() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/guides"))) {
            return files.sorted().toList().stream();
        }
    }

    private static Stream<String> commands(Path page) {
        return COMMAND.matcher(read(page).replace("\\\n", "").replaceAll(" {2,}", " "))
                .results()
                .map(MatchResult::group);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandCanBe(String command) {
        assertThat(wrong(command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl gett service web",
                "kubectl get ingres shop",
                "kubectl get ingress shop -o jsonpath='{.status.loadbalancer.ingress[0].ip}'",
                "kubectl get service web -o jsonpath='{range .status.conditions[*]}{.kind}{end}'",
                "kubectl get ingress -o custom-columns='CLASS:.spec.ingressClasName'",
                "kubectl patch ingress shop --type=merge -p '{\"spec\":{\"ingressClasName\":null}}'",
                "kubectl get clb -o custom-columns='WAITS:.status.conditions[?(@.type==\"Ready\")].massage'",
                "kubectl explain clb.spec.networks",
                "kubectl apply -f deploy/helm/eni-direct/crd",
                "helm upgrade eni-direct deploy/helm/eni-direct --set ingressClass.defaul=true",
                "java -jar eni-direct.jar --regoin ap-guangzhou",
                "java -jar eni-direct.jar plan -F shop.yaml",
                "tccli lb DeleteLoadBalancer",
                "tccli clb DeleteLoadBalancers --LoadBalancerIds '[\"lb-a1b2c3d4\"]'",
                "tccli clb DeleteLoadBalancer --LoadBalancerId '[\"lb-a1b2c3d4\"]'",
                "tccli clb DeleteLoadBalancer --LoadBalancerIds lb-a1b2c3d4",
                "tccli clb DescribeLoadBalancers --Filters '[{\"Names\":\"tag:eni-direct-cluster\"}]'",
            })
    void seesOneThatCannotBe(String command) {
        assertThat(wrong(command)).isPresent();
    }

    /** In tables and in the files that the guide shows. */
    @Test
    void theValuesThatTheInstallGuideNamesAreTheCharts() {
        String guide = read(ROOT.resolve("docs/guides/install.md"));
        Set<String> named = Stream.concat(
                        VALUE.matcher(guide).results().map(found -> found.group(1)),
                        VALUES.matcher(guide)
                                .results()
                                .flatMap(file -> paths("", Serialization.unmarshal(file.group(1), JsonNode.class))))
                .filter(path -> chartHas(path.split("\\.", 2)[0]))
                .collect(toSet());
        assertThat(named)
                .contains("options.defaultProfile", "ingressClass.profile", "region")
                .hasSizeGreaterThan(10);
        assertThat(named).allMatch(GuideCommandsTest::chartHas);
    }

    private static Stream<String> paths(String before, JsonNode node) {
        return node.properties().stream()
                .flatMap(entry -> entry.getValue().isObject()
                        ? paths(before + entry.getKey() + ".", entry.getValue())
                        : Stream.of(before + entry.getKey()));
    }

    private static boolean chartHas(String path) {
        JsonNode schema = Serialization.unmarshal(read(CHART.resolve("values.schema.json")), JsonNode.class);
        for (String name : path.split("\\.")) {
            if (schema.path("additionalProperties").isObject()) {
                return true; // a map whose keys are its user's
            }
            schema = schema.path("properties").path(name);
        }
        return !schema.isMissingNode();
    }

    private static Optional<String> wrong(String command) {
        List<String> words = Pattern.compile(WORD)
                .matcher(command)
                .results()
                .map(MatchResult::group)
                .toList();
        return switch (words.get(0)) {
            case "kubectl" -> kubectl(words);
            case "helm" -> set(words).filter(value -> !chartHas(value.split("=", 2)[0]));
            case "tccli" -> TccliCommand.wrong(command);
            default -> java(words.subList(3, words.size()));
        };
    }

    private static Optional<String> java(List<String> arguments) {
        return Invocation.of(arguments.toArray(String[]::new), Map.of(), "") instanceof Invocation.Refused refused
                ? Optional.of(refused.toString())
                : Optional.empty();
    }

    private static Optional<String> set(List<String> words) {
        return words.contains("--set") ? Optional.of(words.get(words.indexOf("--set") + 1)) : Optional.empty();
    }

    private static Optional<String> kubectl(List<String> words) {
        int verb = words.get(1).equals("-n") ? 3 : 1;
        if (!VERBS.contains(words.get(verb))) {
            return Optional.of(words.get(verb));
        }
        int file = words.indexOf("-f");
        if (file > 0) {
            return Optional.of(words.get(file + 1)).filter(name -> !Files.exists(ROOT.resolve(name)));
        }
        int kinds = verb + (words.get(verb).equals("rollout") ? 2 : 1);
        if (kinds >= words.size()) {
            return Optional.empty(); // only the command is spoken of
        }
        List<String> named = List.of(words.get(kinds).replaceFirst("[/.].*", "").split(","));
        if (!KINDS.containsAll(named)) {
            return Optional.of(words.get(kinds));
        }
        Class<?> type = FIELDS.get(named.get(0));
        Stream<String> explained =
                words.get(verb).equals("explain") ? Stream.of(words.get(kinds).replaceFirst("\\w+", "")) : Stream.of();
        return Stream.concat(explained, words.stream().flatMap(word -> fields(word).stream()))
                .filter(path -> !path.isEmpty())
                .filter(path -> type == null || !has(type, path))
                .findFirst();
    }

    /** The fields that an output or a patch names. */
    private static List<String> fields(String word) {
        if (word.startsWith("'{\"")) {
            return paths(".", Serialization.unmarshal(word.substring(1, word.length() - 1), JsonNode.class))
                    .toList();
        }
        if (!word.startsWith("jsonpath=") && !word.startsWith("custom-columns=")) {
            return List.of();
        }
        String over = RANGE.matcher(word)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
        return PATH.matcher(word)
                .results()
                .map(found -> found.group(1))
                .map(path -> over.isEmpty() || path.startsWith(over) ? path : over + path)
                .toList();
    }

    private static boolean has(Type type, String path) {
        Type at = type;
        for (String name : path.replaceAll("\\[[^]]*]", "").substring(1).split("(?<!\\\\)\\.")) {
            if (at instanceof ParameterizedType map && map.getRawType() == Map.class) {
                return true;
            }
            Optional<Type> next = field(at, name);
            if (next.isEmpty()) {
                return false;
            }
            at = next.get() instanceof ParameterizedType list && list.getRawType() == List.class
                    ? list.getActualTypeArguments()[0]
                    : next.get();
        }
        return true;
    }

    private static Optional<Type> field(Type type, String name) {
        return type instanceof Class<?> object
                ? Stream.<Class<?>>iterate(object, Objects::nonNull, Class::getSuperclass)
                        .flatMap(declaring -> Arrays.stream(declaring.getDeclaredFields()))
                        .filter(field -> field.getName().equals(name))
                        .map(field -> known(object, field.getGenericType()))
                        .findFirst()
                : Optional.empty();
    }

    /** Of a custom resource its own spec and status. */
    private static Type known(Class<?> object, Type type) {
        return type instanceof TypeVariable<?> variable
                        && object.getGenericSuperclass() instanceof ParameterizedType parent
                ? parent.getActualTypeArguments()[
                        List.of(variable.getGenericDeclaration().getTypeParameters())
                                .indexOf(variable)]
                : type;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file + " can't be read", e);
        }
    }
}
