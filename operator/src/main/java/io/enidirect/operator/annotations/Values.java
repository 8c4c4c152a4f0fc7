package io.enidirect.operator.annotations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which values ask for nothing else than what is so anyway. */
final class Values {
    /** Users write what YAML would take, and TKE's own documentation does. */
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .build();

    private static final Set<String> OFF = Set.of("", "false", "null", "[]", "{}");
    private static final Set<String> PLAIN = Set.of("TCP", "UDP");

    private Values() {}

    static boolean off(HasMetadata source, String value) {
        return OFF.contains(bare(value));
    }

    static Row.Silence only(String... silent) {
        return (source, value) -> Set.of(silent).contains(bare(value));
    }

    /** JSON may have white space anywhere. */
    private static String bare(String value) {
        return value.replaceAll("\\s", "");
    }

    /** Source ranges, with commas between: whoever comes by IPv4 is let in, or none are given. */
    static boolean admitsAll(HasMetadata source, String ranges) {
        String bare = bare(ranges);
        return bare.isEmpty() || Arrays.asList(bare.split(",", -1)).contains("0.0.0.0/0");
    }

    /** Of {@code listen-ports}: not only HTTPS. */
    static boolean notOnlyHttps(HasMetadata source, String value) {
        return !value.contains("\"HTTPS\"") || value.contains("\"HTTP\"");
    }

    /** Of {@code specify-protocol}: no port of the Service is asked to speak another protocol than TCP or UDP. */
    static boolean plainProtocols(HasMetadata source, String value) {
        return protocols(source, value, (asked, said) -> PLAIN.containsAll(asked));
    }

    /** Of {@code specify-protocol}: each port of the Service is asked to speak what its spec says anyway. */
    static boolean sameProtocols(HasMetadata source, String value) {
        return protocols(source, value, Set::equals);
    }

    /** A port that the spec lacks is ignored, as TKE does; what can't be read may ask for anything. */
    private static boolean protocols(HasMetadata source, String value, BiPredicate<Set<String>, Set<String>> test) {
        if (off(source, value)) {
            return true;
        }
        Map<String, Set<String>> said = protocols(source);
        try {
            JsonNode ports = LENIENT.readTree(value);
            return ports.isObject()
                    && ports.properties().stream()
                            .filter(port -> said.containsKey(port.getKey()))
                            .allMatch(port -> test.test(protocols(port.getValue()), said.get(port.getKey())));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static Set<String> protocols(JsonNode port) {
        Set<String> asked = new HashSet<>();
        port.path("protocol").forEach(protocol -> asked.add(protocol.asText()));
        return asked.isEmpty() ? Set.of("none") : asked;
    }

    /** By port, as the spec has them. */
    private static Map<String, Set<String>> protocols(HasMetadata source) {
        return source instanceof Service service && service.getSpec().getPorts() != null
                ? service.getSpec().getPorts().stream()
                        .collect(Collectors.groupingBy(
                                port -> String.valueOf(port.getPort()),
                                Collectors.mapping(
                                        port -> Objects.requireNonNullElse(port.getProtocol(), "TCP"),
                                        Collectors.toSet())))
                : Map.of();
    }

    /** What nginx would put in a path's place: the path itself. */
    static boolean samePaths(HasMetadata source, String target) {
        return source instanceof Ingress ingress
                && Stream.ofNullable(ingress.getSpec().getRules())
                        .flatMap(List::stream)
                        .flatMap(rule -> Stream.ofNullable(rule.getHttp()))
                        .flatMap(http -> http.getPaths().stream())
                        .map(HTTPIngressPath::getPath)
                        .map(path -> path == null || path.isEmpty() ? "/" : path)
                        .allMatch(target::equals);
    }
}
