package io.enidirect.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart's YAML is the generated one: {@code -Dcrds.update} copies it. */
final class CrdsInTheChartTest {
    private static final Path CHART = Path.of("..", "deploy", "helm", "eni-direct", "crds");
    private static final Path GENERATED = Path.of("target", "classes", "META-INF", "fabric8");

    static Stream<String> kinds() {
        return Stream.of(
                "cloudloadbalancers.eni-direct.io",
                "externalbackends.eni-direct.io",
                "loadbalancerprofiles.eni-direct.io",
                "tkeserviceconfigs.cloud.tencent.com");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isTheGeneratedYaml(String kind) throws IOException {
        String generated = Files.readString(GENERATED.resolve(kind + "-v1.yml"));
        Path inChart = CHART.resolve(kind + ".yaml");
        if (System.getProperty("crds.update") != null) {
            Files.writeString(inChart, generated);
        }

        assertThat(inChart).content().isEqualTo(generated);
    }
}
