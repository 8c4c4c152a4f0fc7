package io.enidirect.operator.preview;

import io.enidirect.operator.snapshot.ExternalEndpoints;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What feeds backends, as far as it stands in the files. */
final class Endpoints {
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final Manifests files;

    Endpoints(Manifests files) {
        this.files = files;
    }

    /** Of every Service that these sources name, by {@code namespace/name}. */
    Map<String, ServiceEndpoints> of(List<Source> sources) {
        Map<String, ServiceEndpoints> endpoints = new HashMap<>();
        sources.forEach(source -> {
            String namespace = source.ref().namespace();
            String name = source.ref().name();
            endpoints.put(namespace + "/" + name, of(namespace, name));
        });
        return endpoints;
    }

    Map<String, ExternalEndpoints> externalsOf(List<Source> sources) {
        return Map.of();
    }

    private ServiceEndpoints of(String namespace, String name) {
        List<EndpointSlice> slices = files.of(EndpointSlice.class).stream()
                .filter(slice -> namespace.equals(slice.getMetadata().getNamespace()))
                .filter(slice -> slice.getMetadata().getLabels() != null
                        && name.equals(slice.getMetadata().getLabels().get(SERVICE_NAME)))
                .toList();
        Map<String, Pod> pods = files.of(Pod.class).stream()
                .filter(pod -> namespace.equals(pod.getMetadata().getNamespace()))
                .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), pod -> pod));
        return new ServiceEndpoints(files.find(Service.class, namespace, name).orElse(null), slices, pods, true);
    }
}
