package io.enidirect.operator.desired;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the Kubernetes documentation ("Ingress": path types, multiple matches, hostname wildcards, default backend) sends a
 * request; written from it alone.
 */
final class IngressMatcher {
    private final Ingress ingress;

    IngressMatcher(Ingress ingress) {
        this.ingress = ingress;
    }

    /** The Service that answers, or none: 404. */
    Optional<String> backend(String host, String path) {
        return rules(host).stream()
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .filter(candidate -> matches(candidate, path))
                .max(Comparator.comparing((HTTPIngressPath candidate) ->
                                elements(candidate.getPath()).size())
                        .thenComparing(candidate -> candidate.getPathType().equals("Exact")))
                .map(HTTPIngressPath::getBackend)
                .or(() -> Optional.ofNullable(ingress.getSpec().getDefaultBackend()))
                .map(IngressMatcher::name);
    }

    /** A precise host decides, else a wildcard, else the rules without a host. */
    private List<IngressRule> rules(String host) {
        String parent = host.substring(host.indexOf('.') + 1);
        return List.<Predicate<String>>of(host::equals, ("*." + parent)::equals, String::isEmpty).stream()
                .map(this::rules)
                .filter(rules -> !rules.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<IngressRule> rules(Predicate<String> hosts) {
        return ingress.getSpec().getRules().stream()
                .filter(rule -> hosts.test(orEmpty(rule.getHost())))
                .collect(Collectors.toList());
    }

    private static boolean matches(HTTPIngressPath candidate, String path) {
        if (candidate.getPathType().equals("Exact")) {
            return candidate.getPath().equals(path);
        }
        List<String> prefix = elements(candidate.getPath());
        List<String> request = elements(path);
        return prefix.size() <= request.size()
                && request.subList(0, prefix.size()).equals(prefix);
    }

    /** What stands between the slashes; a last slash is ignored. */
    private static List<String> elements(String path) {
        return Arrays.stream(path.split("/"))
                .filter(element -> !element.isEmpty())
                .toList();
    }

    private static String name(IngressBackend backend) {
        return backend.getService().getName();
    }

    private static String orEmpty(@Nullable String host) {
        return host == null ? "" : host;
    }
}
