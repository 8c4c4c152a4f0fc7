package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside each shipped jar lies a list of what is in it, for who looks for known holes. */
class BillOfMaterialsTest {
    /** What comes inside another artifact, which is listed: Netty's queues, and what the simulator's templates bring along. */
    private static final Set<String> CARRIED = Set.of(
            "org.jctools:jctools-core:4.0.5",
            "org.antlr:antlr4-runtime:4.9.3",
            "org.apache.commons:commons-lang3:3.12.0",
            "org.apache.commons:commons-text:1.10.0");

    private static final Path ROOT = Path.of("..", "..");

    @ParameterizedTest
    @ValueSource(strings = {"operator/target/eni-direct", "cloud-adapter/simulator/target/eni-direct-simulator"})
    void namesWhatIsInTheJarAndNothingOfTheTests(String shipped) throws IOException {
        Set<String> listed = listed(ROOT.resolve(shipped + ".cdx.json"));
        Set<String> packed = packed(ROOT.resolve(shipped + ".jar"));

        assertThat(packed).as("artifacts that say in the jar who they are").hasSizeGreaterThan(20);
        packed.removeAll(CARRIED);
        assertThat(listed).containsAll(packed).noneMatch(artifact -> artifact.contains("junit"));
    }

    /** The shipped one itself, and its components, as {@code group:artifact:version}. */
    private static Set<String> listed(Path file) throws IOException {
        Map<?, ?> bill = Serialization.unmarshal(Files.readString(file), Map.class);
        Map<?, ?> metadata = (Map<?, ?>) bill.get("metadata");
        return Stream.concat(Stream.of(metadata.get("component")), ((List<?>) bill.get("components")).stream())
                .map(component -> (Map<?, ?>) component)
                .map(component -> component.get("group") + ":" + component.get("name") + ":" + component.get("version"))
                .collect(Collectors.toSet());
    }

    private static Set<String> packed(Path file) throws IOException {
        try (ZipFile jar = new ZipFile(file.toFile())) {
            Set<String> packed = new TreeSet<>();
            for (ZipEntry entry : jar.stream()
                    .filter(each -> each.getName().matches("META-INF/maven/.*/pom\\.properties"))
                    .toList()) {
                Properties properties = new Properties();
                try (InputStream in = jar.getInputStream(entry)) {
                    properties.load(in);
                }
                packed.add(properties.getProperty("groupId") + ":" + properties.getProperty("artifactId") + ":"
                        + properties.getProperty("version"));
            }
            return packed;
        }
    }
}
