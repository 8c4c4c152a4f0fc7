package io.enidirect.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/** The few reads that go past the caches, where "there is nothing" would cost somebody his traffic. */
final class LiveReads {
    private final KubernetesClient client;

    LiveReads(KubernetesClient client) {
        this.client = client;
    }

    /** Empty only where the API server answered that there is none. */
    <R extends HasMetadata> Optional<R> find(Class<R> type, String namespace, String name) {
        return Optional.ofNullable(
                client.resources(type).inNamespace(namespace).withName(name).get());
    }

    List<EndpointSlice> slicesOf(String namespace, String service) {
        return client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withLabel(ClusterCache.SERVICE_NAME, service)
                .list()
                .getItems()
                .stream()
                .map(Trim::slice)
                .toList();
    }
}
