package io.enidirect.quickstart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of {@code deploy/examples}, and the one object in it that gets a load balancer. */
sealed interface Example permits ServiceExample, IngressExample {

    String manifest();

    String yaml();

    /** The object that gets the load balancer, as it is written there. */
    HasMetadata source();

    /** Of the listener that is asked. */
    String protocol();

    int port();

    default String name() {
        return source().getMetadata().getName();
    }

    /** An Ingress where there is one, else a Service. */
    static Example read(Path file, KubernetesClient client) {
        try {
            String yaml = Files.readString(file);
            List<HasMetadata> objects = client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                    .items();
            String manifest = file.getFileName().toString();
            return objects.stream().anyMatch(Ingress.class::isInstance)
                    ? IngressExample.of(manifest, yaml, only(objects, Ingress.class, manifest), objects)
                    : ServiceExample.of(manifest, yaml, only(objects, Service.class, manifest), objects);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static <T> T only(List<HasMetadata> objects, Class<T> kind, String manifest) {
        List<T> found =
                objects.stream().filter(kind::isInstance).map(kind::cast).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    manifest + " has " + found.size() + " objects of kind " + kind.getSimpleName() + ", not one");
        }
        return found.get(0);
    }
}
