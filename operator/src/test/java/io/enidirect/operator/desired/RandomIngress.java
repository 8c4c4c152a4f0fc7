package io.enidirect.operator.desired;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** An Ingress of few hosts and short paths of few letters, so that they meet often; and requests that nearly meet them. */
final class RandomIngress {
    static final List<String> SERVICES = List.of("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7");

    private static final List<IngressBackend> BACKENDS = SERVICES.stream()
            .map(name -> new IngressBackend(null, new IngressServiceBackend(name, new ServiceBackendPort(null, 80))))
            .toList();
    private static final ObjectMeta METADATA =
            new ObjectMetaBuilder().withNamespace("default").withName("web").build();

    private static final List<String> HOSTS = List.of("", "a.com", "b.a.com", "*.a.com", "*.b.a.com", "x-y.org");
    private static final List<String> REQUEST_HOSTS =
            List.of("a.com", "b.a.com", "c.a.com", "c.b.a.com", "d.c.a.com", "x-y.org", "other.net");
    private static final List<String> ELEMENTS = List.of("f", "fo", "foo", "o", "f.o", "F");

    private final Random random;
    private final List<String> paths = new ArrayList<>();
    private final Ingress ingress;

    RandomIngress(Random random) {
        this.random = random;
        Set<String> hosts = new LinkedHashSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            hosts.add(pick(HOSTS));
        }
        List<IngressRule> rules = hosts.stream().map(this::rule).toList();
        IngressBackend defaultBackend = random.nextInt(3) == 0 ? pick(BACKENDS) : null;
        this.ingress = new Ingress();
        ingress.setMetadata(METADATA);
        ingress.setSpec(new IngressSpec(defaultBackend, "eni-direct", rules, List.of()));
    }

    Ingress ingress() {
        return ingress;
    }

    String requestHost() {
        return pick(REQUEST_HOSTS);
    }

    /** One of the Ingress's own paths, a little longer or shorter, or any other. */
    String requestPath() {
        String path = random.nextInt(4) == 0 ? path() : pick(paths);
        return switch (random.nextInt(6)) {
            case 0 -> open(path);
            case 1 -> path + pick(ELEMENTS);
            case 2 -> open(path) + pick(ELEMENTS);
            case 3 -> path.length() > 1 ? path.substring(0, path.length() - 1) : path;
            default -> path;
        };
    }

    private static String open(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    private IngressRule rule(String host) {
        List<HTTPIngressPath> drawn = new ArrayList<>();
        Set<String> distinct = new HashSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String path = path();
            boolean exact = random.nextInt(3) == 0;
            // Kubernetes leaves open which of two equal paths counts
            if (distinct.add(exact ? "=" + path : path.replaceAll("(.)/$", "$1"))) {
                paths.add(path);
                drawn.add(new HTTPIngressPath(pick(BACKENDS), path, exact ? "Exact" : "Prefix"));
            }
        }
        return new IngressRule(host.isEmpty() ? null : host, new HTTPIngressRuleValue(drawn));
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append('/').append(pick(ELEMENTS));
        }
        return path.isEmpty() || random.nextInt(4) == 0 ? path + "/" : path.toString();
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @Override
    public String toString() {
        return ingress.getSpec().toString();
    }
}
