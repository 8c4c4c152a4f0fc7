package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExampleTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    @Test
    void eachManifestIsOneServiceOfOnePort() throws IOException {
        assertThat(examples())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("yaml")
                .containsExactlyInAnyOrder(
                        new Example("tcp.yaml", "", "tcp", "tcp", "TCP", 80),
                        new Example("client-address.yaml", "", "client-address", "client-address", "TCP", 80),
                        new Example("session-affinity.yaml", "", "session-affinity", "session-affinity", "TCP", 80),
                        new Example("udp.yaml", "", "udp", "udp", "UDP", 53));
    }

    @Test
    void eachServiceAsksForDirectAccess() throws IOException {
        try (KubernetesClient client = client();
                Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(
                                    client.load(Files.newInputStream(file)).items())
                            .filteredOn(Service.class::isInstance)
                            .singleElement()
                            .satisfies(
                                    service -> assertThat(service.getMetadata().getAnnotations())
                                            .containsEntry("service.cloud.tencent.com/direct-access", "true")));
        }
    }

    private static List<Example> examples() throws IOException {
        try (KubernetesClient client = client();
                Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> Example.read(file, client)).toList();
        }
    }

    /** It only parses: nobody is asked. */
    private static KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(Config.empty()).build();
    }
}
