package io.enidirect.quickstart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** A file of {@code deploy/examples}: one Service of one port, and the Deployment behind it. */
record Example(String manifest, String yaml, String service, String deployment, String protocol, int port) {

    static Example read(Path file, KubernetesClient client) {
        try {
            String yaml = Files.readString(file);
            List<HasMetadata> objects = client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                    .items();
            Service service = only(objects, Service.class, file);
            ServicePort port = service.getSpec().getPorts().get(0);
            return new Example(
                    file.getFileName().toString(),
                    yaml,
                    service.getMetadata().getName(),
                    only(objects, Deployment.class, file).getMetadata().getName(),
                    port.getProtocol() == null ? "TCP" : port.getProtocol(),
                    port.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static <T> T only(Collection<HasMetadata> objects, Class<T> kind, Path file) {
        return objects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(file + " has no " + kind.getSimpleName()));
    }
}
