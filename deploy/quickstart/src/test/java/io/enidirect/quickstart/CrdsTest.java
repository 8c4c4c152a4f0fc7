package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart's kinds, as they are rendered. */
class CrdsTest {
    private static final Path FILES = Chart.DIRECTORY.resolve("files").resolve("crds");
    private static final String TKES = "tkeserviceconfigs.cloud.tencent.com";

    @Test
    void areRenderedAsTheyStandInTheirFiles() throws IOException {
        List<CustomResourceDefinition> rendered = Chart.render(Chart.REQUIRED).all(CustomResourceDefinition.class);

        assertThat(rendered)
                .hasSize(4)
                .extracting(crd -> crd.getMetadata().getName())
                .contains(CustomResource.getCRDName(CloudLoadBalancer.class), TKES);
        for (CustomResourceDefinition crd : rendered) {
            Path file = FILES.resolve(crd.getMetadata().getName() + ".yaml");
            assertThat(crd.getSpec())
                    .isEqualTo(Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class)
                            .getSpec());
            assertThat(crd.getMetadata().getLabels()).containsEntry("app.kubernetes.io/managed-by", "Helm");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                     | 4
            crds: {enabled: false}                 | 0
            crds: {tkeServiceConfig: always}       | 4
            crds: {tkeServiceConfig: never}        | 3
            """)
    void areThoseThatAreAskedForAndHelmDeletesNone(String values, int number) {
        List<CustomResourceDefinition> crds =
                Chart.render(Chart.REQUIRED, values).all(CustomResourceDefinition.class);

        assertThat(crds)
                .hasSize(number)
                .allSatisfy(crd -> assertThat(crd.getMetadata().getAnnotations())
                        .isEqualTo(Map.of("helm.sh/resource-policy", "keep")));
        assertThat(crds.stream().map(HasMetadata::getMetadata).map(metadata -> metadata.getName()))
                .filteredOn(TKES::equals)
                .hasSize(number / 4);
    }

    /** Somebody else's file, by {@code kubectl apply -f}, is not deleted by a release either. */
    @Test
    void bearTheirProtectionInTheirFiles() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(file).content().contains("helm.sh/resource-policy: \"keep\""));
        }
    }
}
