package io.enidirect.operator.apply;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A path of an Ingress, with the Service of port 80 that answers for it.
 *
 * @param host empty for none
 */
public record Path(String host, String path, String type, String service) {
    static final String CLASS = "eni-direct";

    public static Path exact(String host, String path, String service) {
        return new Path(host, path, "Exact", service);
    }

    public static Path prefix(String host, String path, String service) {
        return new Path(host, path, "Prefix", service);
    }

    public Path as(String otherType) {
        return new Path(host, path, otherType, service);
    }

    static Ingress ingress(ObjectMeta metadata, Path... paths) {
        Map<String, List<Path>> byHost = Arrays.stream(paths)
                .collect(Collectors.groupingBy(Path::host, LinkedHashMap::new, Collectors.toList()));
        return new IngressBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withIngressClassName(CLASS)
                .withRules(byHost.entrySet().stream()
                        .map(host -> rule(host.getKey(), host.getValue()))
                        .toList())
                .endSpec()
                .build();
    }

    private static IngressRule rule(String host, List<Path> paths) {
        return new IngressRuleBuilder()
                .withHost(host.isEmpty() ? null : host)
                .withNewHttp()
                .withPaths(paths.stream().map(Path::built).toList())
                .endHttp()
                .build();
    }

    private HTTPIngressPath built() {
        return new HTTPIngressPathBuilder()
                .withPath(path)
                .withPathType(type)
                .withNewBackend()
                .withNewService()
                .withName(service)
                .withNewPort()
                .withNumber(80)
                .endPort()
                .endService()
                .endBackend()
                .build();
    }
}
