package io.enidirect.operator.kinds.ingress;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.kinds.Backends;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What an Ingress names as backends, all in its own namespace, whether they exist or not. */
final class IngressBackends {
    private IngressBackends() {}

    static Backends of(Ingress ingress) {
        return of(ingress, all(ingress));
    }

    /** Only of rules that could be made, so that too many of them cost nothing. */
    static Backends of(Ingress ingress, SourceRef ref, CloudLoadBalancerStatus record, int most) {
        return of(
                ingress,
                IngressRules.of(ingress, ref, record, most).rules().stream().map(IngressRules.Compiled::backend));
    }

    private static Backends of(Ingress ingress, Stream<IngressBackend> all) {
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
        return new Backends(services, externals);
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
