package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.IngressRules;
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
        return of(ingress, all(ingress));
    }

    /** Only of rules that could be made, so that too many of them cost nothing. */
    static IngressBackends of(Ingress ingress, SourceRef ref, CloudLoadBalancerStatus record) {
        return of(
                ingress, IngressRules.of(ingress, ref, record).rules().stream().map(IngressRules.Compiled::backend));
    }

    private static IngressBackends of(Ingress ingress, Stream<IngressBackend> all) {
        String namespace = ingress.getMetadata().getNamespace();
        Set<String> services = new HashSet<>();
        Set<String> externals = new HashSet<>();
        all.filter(Objects::nonNull).forEach(backend -> {
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
                Stream.ofNullable(ingress.getSpec().getDefaultBackend()),
                ingress.getSpec().getRules().stream()
                        .filter(rule -> rule.getHttp() != null)
                        .flatMap(rule -> rule.getHttp().getPaths().stream())
                        .map(HTTPIngressPath::getBackend));
    }
}
