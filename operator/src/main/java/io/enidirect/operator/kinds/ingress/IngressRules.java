package io.enidirect.operator.kinds.ingress;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.merge.RuleQuota;
import io.enidirect.operator.desired.merge.RuleText;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.kinds.Fragment;
import io.enidirect.operator.kinds.RuleRoom;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.record.RecordedPart;
import io.enidirect.operator.snapshot.Backend;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An Ingress's hosts and paths as rules that route exactly as Kubernetes says (design §6), backends not looked at yet. Never
 * many more than what is recorded and could fit: what can't must cost nothing.
 *
 * @param rules in the order of the spec, then those of the defaultBackend; a host and path asked for twice is in it twice
 */
public record IngressRules(List<Compiled> rules, List<Problem> problems) {

    /** Where a host is served that has no TLS. */
    private static final ListenerKey PLAIN = new ListenerKey(Protocol.HTTP, 80);

    private static final String DEFAULT_BACKEND = "spec.defaultBackend";

    /**
     * One rule.
     *
     * @param listener that of its host
     * @param paths the Ingress's own words for it, its spelling first
     * @param field of the path, or of the defaultBackend
     * @param implied gives way to whoever asks expressly for the same rule
     */
    public record Compiled(
            ListenerKey listener,
            RuleKey key,
            List<String> paths,
            String field,
            boolean implied,
            IngressBackend backend) {
        public Compiled {
            paths = List.copyOf(paths);
        }

        /** Where it is programmed. */
        Backend place() {
            return new Backend(listener, key);
        }

        /** Where the backend stands. */
        String backendField() {
            return field.equals(DEFAULT_BACKEND) ? field : field + ".backend";
        }
    }

    public IngressRules {
        rules = List.copyOf(rules);
        problems = List.copyOf(problems);
    }

    /**
     * @param ref of the Ingress; what the record has for it is never left out, nor what takes its place
     * @param most rules that a listener holds
     */
    public static IngressRules of(Ingress ingress, SourceRef ref, CloudLoadBalancerStatus record, int most) {
        Compiler compiler = new Compiler(ref, record, most);
        IngressSpec spec = ingress.getSpec();
        List<IngressRule> rules = spec.getRules() == null ? List.of() : spec.getRules();
        for (int i = 0; i < rules.size(); i++) {
            compiler.host(rules.get(i), "spec.rules[" + i + "]", spec.getDefaultBackend() != null);
        }
        if (spec.getDefaultBackend() != null) {
            compiler.defaultBackend(spec.getDefaultBackend());
        }
        return new IngressRules(compiler.rules, compiler.problems);
    }

    /** How a TkeServiceConfig speaks of them: the two of a Prefix are one. */
    List<Fragment> fragments() {
        return rules.stream()
                .map(rule -> Fragment.rule(
                        rule.listener(),
                        RuleText.host(rule.key().domain()),
                        rule.paths().get(0)))
                .distinct()
                .toList();
    }

    private static final class Compiler {
        private final SourceRef ref;
        private final int most;
        private final RuleRoom room;
        private final List<Compiled> rules = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final Set<String> domains = new LinkedHashSet<>(Set.of(DefaultDomain.NAME));

        private Compiler(SourceRef ref, CloudLoadBalancerStatus record, int most) {
            this.ref = ref;
            this.most = most;
            this.room = new RuleRoom(RecordedPart.of(record, ref.key()), most);
        }

        private void host(IngressRule rule, String field, boolean hasDefault) {
            String host = rule.getHost() == null ? "" : rule.getHost();
            Optional<RuleText.Mistake> mistake = host.isEmpty() ? Optional.empty() : RuleText.ofHost(host);
            if (mistake.isPresent()) {
                refuse(field + ".host", host, mistake.get());
                return;
            }
            String domain = RuleText.domain(host);
            domains.add(domain);
            List<HTTPIngressPath> paths =
                    rule.getHttp() == null || rule.getHttp().getPaths() == null
                            ? List.of()
                            : rule.getHttp().getPaths();
            if (paths.isEmpty() && !hasDefault) {
                refuse(
                        field + ".http",
                        null,
                        new RuleText.Mistake(
                                "a host without paths is for the defaultBackend, and there is none",
                                "Give it paths, or the Ingress a defaultBackend"));
            }
            for (int i = 0; i < paths.size(); i++) {
                path(domain, paths.get(i), field + ".http.paths[" + i + "]");
            }
        }

        private void path(String domain, HTTPIngressPath path, String field) {
            String type = path.getPathType() == null ? "" : path.getPathType();
            String text = path.getPath() == null ? "" : path.getPath();
            switch (type) {
                case "Exact" -> add(domain, text, field, path, "=" + text);
                case "Prefix" -> {
                    String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
                    if (base.isEmpty()) {
                        add(domain, text, field, path, "/");
                    } else {
                        // a plain /foo would match /foobar, and /foo/ alone would answer /foo with a redirect
                        add(domain, text, field, path, base + "/", "=" + base);
                    }
                }
                case "ImplementationSpecific" -> {
                    String plain = text.isEmpty() ? "/" : text;
                    add(domain, plain, field, path, plain);
                }
                default ->
                    refuse(
                            field + ".pathType",
                            type,
                            new RuleText.Mistake(
                                    "a path is matched as Exact, Prefix or ImplementationSpecific",
                                    "Write one of them"));
            }
        }

        /** The first URL is asked for expressly, the others by implication; all or none of them. */
        private void add(String domain, String text, String field, HTTPIngressPath path, String... urls) {
            Optional<RuleText.Mistake> mistake = RuleText.ofPath(text).or(() -> RuleText.ofUrl(urls[0]));
            if (mistake.isPresent()) {
                refuse(field + ".path", text, mistake.get());
                return;
            }
            List<RuleKey> keys =
                    Arrays.stream(urls).map(url -> new RuleKey(domain, url)).toList();
            if (!room.admits(keys)) {
                problems.add(RuleQuota.full(ref, field, keys.get(0), most));
                return;
            }
            for (int i = 0; i < keys.size(); i++) {
                rules.add(new Compiled(PLAIN, keys.get(i), words(text, path), field, i > 0, path.getBackend()));
            }
        }

        /** That of a Prefix is the same with a slash at its end and without. */
        private static List<String> words(String text, HTTPIngressPath path) {
            if (text.isEmpty()) {
                return List.of("/", "");
            }
            if (!"Prefix".equals(path.getPathType()) || text.equals("/")) {
                return List.of(text);
            }
            return List.of(text, text.endsWith("/") ? text.substring(0, text.length() - 1) : text + "/");
        }

        /** Host decides before path, and nothing falls through: each host needs the rule of its own. */
        private void defaultBackend(IngressBackend backend) {
            Set<RuleKey> there = rules.stream().map(Compiled::key).collect(Collectors.toSet());
            for (String domain : domains) {
                RuleKey key = new RuleKey(domain, "/");
                if (there.contains(key)) {
                    continue;
                }
                if (room.admits(List.of(key))) {
                    rules.add(new Compiled(PLAIN, key, List.of("/"), DEFAULT_BACKEND, true, backend));
                } else {
                    problems.add(RuleQuota.full(ref, DEFAULT_BACKEND, key, most));
                }
            }
        }

        private void refuse(String field, @Nullable String value, RuleText.Mistake mistake) {
            problems.add(Problem.of(
                    Code.INVALID_RULE,
                    new Place(ref.toString(), field),
                    value,
                    new Wording(mistake.rule(), mistake.remedy())));
        }
    }
}
