package io.enidirect.operator.observe;

import io.enidirect.crd.ExternalBackend;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an Ingress names as backends, whether it exists or not.
 *
 * @param services as {@code namespace/name}, like all backends in the Ingress's own namespace
 * @param externals ExternalBackends, likewise
 */
record IngressBackends(Set<String> services, Set<String> externals) {

    IngressBackends {
        services = Set.copyOf(services);
        externals = Set.copyOf(externals);
    }

    static IngressBackends of(Ingress ingress) {
        String namespace = ingress.getMetadata().getNamespace();
        Set<String> services = new HashSet<>();
        Set<String> externals = new HashSet<>();
        all(ingress).forEach(backend -> {
            if (backend.getService() != null) {
                services.add(namespace + "/" + backend.getService().getName());
            } else if (ExternalBackend.isMeantBy(backend.getResource())) {
                externals.add(namespace + "/" + backend.getResource().getName());
            }
        });
        return new IngressBackends(services, externals);
    }

    private static Stream<IngressBackend> all(Ingress ingress) {
        return Stream.concat(
                        Stream.of(ingress.getSpec().getDefaultBackend()),
                        ingress.getSpec().getRules().stream()
                                .filter(rule -> rule.getHttp() != null)
                                .flatMap(rule -> rule.getHttp().getPaths().stream())
                                .map(HTTPIngressPath::getBackend))
                .filter(Objects::nonNull);
    }
}
