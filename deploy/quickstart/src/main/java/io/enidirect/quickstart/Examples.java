package io.enidirect.quickstart;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All of {@code deploy/examples}. */
record Examples(List<ServiceExample> services, List<IngressExample> ingresses) {

    static Examples read(List<Path> files, KubernetesClient client) {
        List<Example> all =
                files.stream().map(file -> Example.read(file, client)).toList();
        return new Examples(of(ServiceExample.class, all), of(IngressExample.class, all));
    }

    private static <T extends Example> List<T> of(Class<T> kind, List<Example> all) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Example> all() {
        return Stream.<Example>concat(services.stream(), ingresses.stream()).toList();
    }
}
