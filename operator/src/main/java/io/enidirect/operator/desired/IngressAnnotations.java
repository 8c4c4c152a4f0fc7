package io.enidirect.operator.desired;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What annotations ask of an Ingress's rules and can't be given: each is answered, none silently ignored. */
final class IngressAnnotations {
    private static final String REWRITE = "nginx.ingress.kubernetes.io/rewrite-target";
    private static final String TKE = "ingress.cloud.tencent.com/";
    private static final String CERTIFICATE = TKE + "certificate";
    private static final Set<String> OFF = Set.of("", "false", "null", "[]");

    /**
     * An annotation without an effect.
     *
     * @param silent the values that ask for nothing else than what is so anyway, without white space
     */
    private record Row(String key, Set<String> silent, String rule, String remedy) {}

    private static final List<Row> ROWS = List.of(
            rules("kubernetes.io/ingress.rule-mix"),
            rules(TKE + "rule-mix"),
            rules("kubernetes.io/ingress.rule-mix-both"),
            rules("kubernetes.io/ingress.http-rules"),
            rules("kubernetes.io/ingress.https-rules"),
            redirect("rewrite-support"),
            redirect("auto-rewrite"),
            new Row(
                    TKE + "listen-ports",
                    Set.of("", "[]", "[{\"HTTP\":80}]"),
                    "rules are served by HTTP on port 80 only",
                    "Take the annotation away"),
            new Row(
                    TKE + "direct-access",
                    Set.of("true"),
                    "the pods themselves are the targets, always",
                    "Take the annotation away"));

    private IngressAnnotations() {}

    /** Where certificates are asked for beside spec.tls, if they are. */
    static Optional<String> certificate(Ingress ingress) {
        return Optional.ofNullable(ingress.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(CERTIFICATE))
                .filter(value -> !asksForNothing(value, OFF))
                .map(value -> field(CERTIFICATE));
    }

    static List<Problem> problems(Ingress ingress) {
        Map<String, String> annotations = ingress.getMetadata().getAnnotations();
        List<Problem> problems = new ArrayList<>();
        if (annotations == null) {
            return problems;
        }
        String target = annotations.get(REWRITE);
        if (target != null && !paths(ingress).allMatch(target::equals)) {
            problems.add(problem(
                    ingress,
                    REWRITE,
                    target,
                    "CLB can't rewrite paths, so the pods see the path as it was asked for",
                    "Let the pods serve that path, and take the annotation away"));
        }
        for (Row row : ROWS) {
            String value = annotations.get(row.key());
            if (value != null && !asksForNothing(value, row.silent())) {
                problems.add(problem(ingress, row.key(), value, row.rule(), row.remedy()));
            }
        }
        return problems;
    }

    private static boolean asksForNothing(String value, Set<String> silent) {
        return silent.contains(value.replaceAll("\\s", ""));
    }

    private static String field(String key) {
        return "metadata.annotations[" + key + "]";
    }

    private static Stream<String> paths(Ingress ingress) {
        return Stream.ofNullable(ingress.getSpec().getRules())
                .flatMap(List::stream)
                .flatMap(rule -> Stream.ofNullable(rule.getHttp()))
                .flatMap(http -> http.getPaths().stream())
                .map(HTTPIngressPath::getPath)
                .map(path -> path == null || path.isEmpty() ? "/" : path);
    }

    private static Row rules(String key) {
        return new Row(
                key,
                OFF,
                "rules are taken from spec.rules only, and served by HTTP",
                "Write them there, and take the annotation away");
    }

    private static Row redirect(String name) {
        return new Row(TKE + name, OFF, "redirects are not supported yet", "Take the annotation away; the rest works");
    }

    private static Problem problem(Ingress ingress, String key, String value, String rule, String remedy) {
        return new Problem(
                Code.UNSUPPORTED,
                "Ingress " + ingress.getMetadata().getNamespace() + "/"
                        + ingress.getMetadata().getName(),
                field(key),
                value,
                rule,
                remedy);
    }
}
