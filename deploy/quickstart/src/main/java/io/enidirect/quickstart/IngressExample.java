package io.enidirect.quickstart;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One Ingress, and all it needs.
 *
 * @param others the custom resources in the same file
 * @param exchanges what the manifest's comments say that is answered by whom; the only place where it is written
 */
record IngressExample(
        String manifest, String yaml, Ingress source, List<GenericKubernetesResource> others, List<Exchange> exchanges)
        implements Example {

    /**
     * An address that an ExternalBackend names.
     *
     * @param name of the ExternalBackend
     */
    record External(String name, String ip, int port) {}

    static IngressExample of(String manifest, String yaml, Ingress ingress, List<HasMetadata> objects) {
        List<GenericKubernetesResource> others = objects.stream()
                .filter(GenericKubernetesResource.class::isInstance)
                .map(GenericKubernetesResource.class::cast)
                .toList();
        return new IngressExample(manifest, yaml, ingress, others, Exchange.in(manifest, yaml));
    }

    @Override
    public String protocol() {
        return "HTTP";
    }

    @Override
    public int port() {
        return 80;
    }

    List<External> externals() {
        return others.stream()
                .filter(other -> other.getKind().equals("ExternalBackend"))
                .flatMap(IngressExample::externals)
                .toList();
    }

    private static Stream<External> externals(GenericKubernetesResource backend) {
        int addresses = backend.<List<?>>get("spec", "addresses").size();
        return IntStream.range(0, addresses)
                .mapToObj(i -> new External(
                        backend.getMetadata().getName(),
                        backend.get("spec", "addresses", i, "ip"),
                        backend.<Integer>get("spec", "addresses", i, "port")));
    }

    /** Who should answer, for people. */
    String expected(Exchange exchange) {
        String backend = exchange.backend();
        if (backend.equals(Exchange.NOBODY)) {
            return "none: " + backend;
        }
        boolean outside =
                externals().stream().anyMatch(external -> external.name().equals(backend));
        return (outside ? "ExternalBackend " : "a pod of ") + backend;
    }

    /** The profile of its class, where the file has one. */
    Optional<GenericKubernetesResource> profile() {
        return others.stream()
                .filter(other -> other.getKind().equals("LoadBalancerProfile"))
                .findFirst();
    }
}
