package io.enidirect.operator.annotations;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.enidirect.operator.annotations.Row.Silence;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which values ask for nothing else than what is so anyway. */
final class Values {
    private static final Set<String> OFF_WORDS = Set.of("", "false", "null", "[]", "{}");

    /** Of nginx's own language: what keeps somebody out. */
    private static final Pattern DENYING = Pattern.compile(
            "\\b(deny|return|auth_\\w+|limit_except|internal|satisfy|secure_link\\w*|ssl_verify_\\w+|access_by_\\w+)\\b");

    /** None is silent. */
    static final Silence NONE = new Silence("–", (source, value) -> false);
    /** Of a field. */
    static final Silence EMPTY = new Silence("–", (source, value) -> value.isEmpty());

    /** What says no, or nothing. */
    static final Silence OFF = new Silence("", (source, value) -> isOff(value));

    static final Silence ADMITS_ALL = new Silence("`\"\"`, `0.0.0.0/0` among them", Values::admitsAll);
    static final Silence NOT_ONLY_HTTPS = new Silence("`HTTP` among them", Values::notOnlyHttps);
    static final Silence SAME_PATHS = new Silence("the path itself", Values::samePaths);
    static final Silence OBJECT = new Silence("an object in JSON", (source, value) -> isOff(value) || isObject(value));
    static final Silence HARMLESS_SNIPPET = new Silence(
            "what neither denies nor returns",
            (source, value) -> !DENYING.matcher(value).find());

    private Values() {}

    private static boolean isOff(String value) {
        return OFF_WORDS.contains(bare(value));
    }

    static Silence only(String... silent) {
        return new Silence(
                Stream.of(silent)
                        .map(value -> value.isEmpty() ? "`\"\"`" : "`" + value + "`")
                        .collect(Collectors.joining(", ")),
                (source, value) -> Set.of(silent).contains(bare(value)));
    }

    /** All but these ask for nothing. */
    static Silence allBut(String... loud) {
        return new Silence(
                "all but " + Stream.of(loud).map(value -> "`" + value + "`").collect(Collectors.joining(", ")),
                (source, value) -> !Set.of(loud).contains(bare(value)));
    }

    private static boolean isObject(String value) {
        try {
            return LenientText.read(value).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** JSON may have white space anywhere. */
    private static String bare(String value) {
        return value.replaceAll("\\s", "");
    }

    /** Source ranges, with commas between: whoever comes by IPv4 is let in, or none are given. */
    private static boolean admitsAll(HasMetadata source, String ranges) {
        String bare = bare(ranges);
        return bare.isEmpty() || Arrays.asList(bare.split(",", -1)).contains("0.0.0.0/0");
    }

    /** Of {@code listen-ports}: not only HTTPS. */
    private static boolean notOnlyHttps(HasMetadata source, String value) {
        return !value.contains("\"HTTPS\"") || value.contains("\"HTTP\"");
    }

    /** What nginx would put in a path's place: the path itself. */
    private static boolean samePaths(HasMetadata source, String target) {
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
