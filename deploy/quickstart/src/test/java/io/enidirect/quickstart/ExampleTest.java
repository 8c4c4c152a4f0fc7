package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExampleTest {

    private static final Path FOLDER = Path.of("..", "examples");

    @Test
    void eachManifestOfAServiceIsOneServiceOfOnePort() throws IOException {
        assertThat(examples().services())
                .extracting(
                        ServiceExample::manifest,
                        ServiceExample::name,
                        ServiceExample::deployment,
                        ServiceExample::protocol,
                        ServiceExample::port)
                .containsExactlyInAnyOrder(
                        tuple("tcp.yaml", "tcp", "tcp", "TCP", 80),
                        tuple("profile.yaml", "profile", "profile", "TCP", 80),
                        tuple("tke-service-config.yaml", "tke-service-config", "tke-service-config", "TCP", 80),
                        tuple("weights.yaml", "weights", "weights", "TCP", 80),
                        tuple("mode.yaml", "mode", "mode", "TCP", 80),
                        tuple("retain.yaml", "retain", "retain", "TCP", 80),
                        tuple("client-address.yaml", "client-address", "client-address", "TCP", 80),
                        tuple("session-affinity.yaml", "session-affinity", "session-affinity", "TCP", 80),
                        tuple("specify-protocol.yaml", "specify-protocol", "specify-protocol", "UDP", 53),
                        tuple("udp.yaml", "udp", "udp", "UDP", 53));
    }

    @Test
    void eachServiceAsksForDirectAccess() throws IOException {
        assertThat(examples().services())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(example.source().getMetadata().getAnnotations())
                        .containsEntry("service.cloud.tencent.com/direct-access", "true"));
    }

    @Test
    void eachIngressAsksForOurClassAndSaysWhoAnswers() throws IOException {
        assertThat(examples().ingresses()).hasSize(11).allSatisfy(example -> {
            assertThat(example.source().getSpec().getIngressClassName()).startsWith("eni-direct");
            assertThat(example.exchanges()).hasSizeGreaterThan(1);
        });
    }

    @Test
    void whoAnswersIsInTheSameManifest() throws IOException {
        assertThat(examples().ingresses()).allSatisfy(example -> {
            List<String> backends = new ArrayList<>(List.of(Exchange.NOBODY));
            example.externals().forEach(external -> backends.add(external.name()));
            objects(example).stream()
                    .filter(Deployment.class::isInstance)
                    .forEach(deployment -> backends.add(deployment.getMetadata().getName()));
            assertThat(example.exchanges()).extracting(Exchange::backend).isSubsetOf(backends);
        });
    }

    @Test
    void knowsWhoIsOutsideOfTheCluster() throws IOException {
        IngressExample example = ingress("ingress-resource-backend.yaml");

        assertThat(example.externals())
                .containsExactly(new IngressExample.External("icon-assets", "192.168.10.10", 8080));
        assertThat(example.exchanges())
                .extracting(example::expected)
                .containsExactly("ExternalBackend icon-assets", "ExternalBackend icon-assets", "a pod of resource-web");
    }

    @Test
    void knowsTheProfileThatItsClassNames() throws IOException {
        assertThat(ingress("ingress-class-parameters.yaml").profile())
                .map(profile -> profile.getMetadata().getName())
                .contains("internal");
        assertThat(ingress("ingress-minimal.yaml").profile()).isEmpty();
    }

    @Test
    void noTwoManifestsHaveTheSameObject() throws IOException {
        List<String> all = new ArrayList<>();
        for (Example example : examples().all()) {
            objects(example)
                    .forEach(object -> all.add(
                            object.getKind() + " " + object.getMetadata().getName()));
        }
        assertThat(all).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void readsWhatIsAskedFromTheComments() {
        String yaml = """
                # Text, and a link: https://kubernetes.io/docs/
                #   foo.bar.com/bar -> service1
                #   /               -> 404
                kind: Ingress
                """;
        assertThat(Exchange.in("x.yaml", yaml))
                .containsExactly(new Exchange("foo.bar.com", "/bar", "service1"), new Exchange("", "/", "404"));
        assertThatThrownBy(() -> Exchange.in("x.yaml", "kind: Ingress"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("x.yaml does not say who answers");
    }

    private static IngressExample ingress(String manifest) throws IOException {
        return examples().ingresses().stream()
                .filter(example -> example.manifest().equals(manifest))
                .findFirst()
                .orElseThrow();
    }

    private static Examples examples() throws IOException {
        try (KubernetesClient client = client();
                Stream<Path> files = Files.list(FOLDER)) {
            return Examples.read(files.sorted().toList(), client);
        }
    }

    private static List<HasMetadata> objects(Example example) throws IOException {
        try (KubernetesClient client = client();
                var file = Files.newInputStream(FOLDER.resolve(example.manifest()))) {
            return client.load(file).items();
        }
    }

    /** It only parses: nobody is asked. */
    private static KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(Config.empty()).build();
    }
}
