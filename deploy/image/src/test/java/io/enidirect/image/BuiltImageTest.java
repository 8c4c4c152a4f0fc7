package io.enidirect.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The image itself: read by tools of others, and run as a pod's container is. */
@EnabledIf("io.enidirect.image.BuiltImage#canBe")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuiltImageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(5);
    /** What the cache was not made with. */
    private static final String OTHER_POINTERS = "-XX:-UseCompressedOops";

    private static final long MOST_BYTES = 130_000_000;

    @TempDir
    Path directory;

    private String printed;
    private Path root;
    private UnpackedImage image;
    private Cluster cluster;

    @BeforeAll
    void build() throws IOException {
        printed = BuiltImage.build();
        image = BuiltImage.unpack();
        root = image.root();
        cluster = Cluster.start(ClusterOptions.defaults()
                .withCrds(BuildImage.crds(BuiltImage.ROOT))
                .withEcho(false));
        PodAccount.of(cluster).mount(root);
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void isReadByStrangersInBothForms() {
        JsonNode layout = inspect("oci:" + BuiltImage.DIRECTORY.resolve("oci") + ":0.1.0");
        JsonNode archive = inspect("docker-archive:" + BuiltImage.DIRECTORY.resolve("eni-direct-0.1.0-amd64.tar"));

        assertThat(printed).contains(layout.path("Digest").asText());
        assertThat(layout.path("Architecture").asText()).isEqualTo("amd64");
        assertThat(layout.path("Os").asText()).isEqualTo("linux");
        assertThat(layout.path("Layers"))
                .hasSize(4)
                .allSatisfy(layer -> assertThat(printed).contains(layer.asText()));
        assertThat(archive.path("Env")).isEqualTo(layout.path("Env"));
        assertThat(archive.path("Layers")).hasSize(4);
        assertThat(archive.path("Architecture").asText()).isEqualTo("amd64");
    }

    @Test
    void isSmallEnough() throws IOException {
        try (Stream<Path> blobs = Files.list(BuiltImage.DIRECTORY.resolve("oci/blobs/sha256"))) {
            assertThat(blobs.mapToLong(blob -> blob.toFile().length()).sum()).isBetween(MOST_BYTES / 10, MOST_BYTES);
        }
    }

    @Test
    void hasNobodyAsItsUserAndWritesToNothingButTmp() throws IOException {
        assertThat(image.user()).isEqualTo(65532);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("tmp"))))
                .isEqualTo("rwxrwxrwx");
        assertThat(Files.readString(root.resolve("etc/passwd"))).contains("eni-direct:x:65532:65532:");
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(file -> !Files.isSymbolicLink(file))
                            .filter(BuiltImageTest::writableByAll)
                            .map(file -> root.relativize(file).toString()))
                    .containsExactly("tmp");
        }
    }

    @Test
    void isTheSameAgainButForItsCache() throws IOException {
        Path again = Files.createDirectories(directory.resolve("again"));
        JsonNode layers =
                inspect("oci:" + BuiltImage.DIRECTORY.resolve("oci") + ":0.1.0").path("Layers");
        Instant time = Instant.parse(BuiltImage.TIME);
        List<String> modules = stream(
                        BuiltImage.json(Files.readString(BuiltImage.DIRECTORY.resolve("eni-direct.intoto.json")))
                                .path("predicate")
                                .path("buildDefinition")
                                .path("internalParameters")
                                .path("modules"))
                .map(JsonNode::asText)
                .toList();

        FileTree base = BaseLayer.of(DebianPackage.fetch(BaseLayer.PACKAGES, Arch.AMD64, again));
        RuntimeLayer.Made java = RuntimeLayer.link(
                Path.of(System.getenv("ENI_DIRECT_IMAGE_JDK")),
                modules,
                BaseLayer.bundleOf(base),
                again.resolve("jre"));

        FileTree jar = new FileTree()
                .put(BuildImage.JAR, Content.of(BuiltImage.ROOT.resolve("operator/target/eni-direct.jar")));

        assertThat(List.of(base, java.tree(), jar))
                .extracting(tree -> Layer.write("again", tree, time, again).digest())
                .containsExactly(
                        layers.path(0).asText(),
                        layers.path(1).asText(),
                        layers.path(2).asText());
        assertThat(modules).contains("java.base", "jdk.crypto.ec", "jdk.jfr", "jdk.management");
    }

    private static boolean writableByAll(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                            .charAt(7)
                    == 'w';
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void startsAsAPodAnswersAndEndsWhenItIsAsked() throws Exception {
        try (StartedImage started = start("runs", List.of())) {
            started.awaitReady(PATIENCE);

            assertThat(started.get("/metrics")).contains("eni_direct_load_balancers", "eni_direct_tasks_running");
            assertThat(started.user()).isEqualTo("65532");

            Instant asked = Instant.now();
            started.container().terminate();
            assertThat(started.container().awaitEnd(END)).isIn(0, 143);
            assertThat(Duration.between(asked, Instant.now())).isLessThan(END);
        }
        // the log begins with what the JVM picked up, and has no word of a JVM that minds its options
        assertThat(Files.readString(directory.resolve("runs.log")))
                .doesNotContain("WARNING:", "[warning]", "[error]")
                .contains(" INFO  Main Starting ");
    }

    @Test
    void startsByItsCacheWithTheOptionsOfTheChart() {
        List<String> version = List.of("--version");
        assertThat(run(image.command(List.of("-XX:AOTMode=on"), version))).isZero();
        // a control: the mode does fail where the cache does not fit
        assertThat(run(image.command(List.of("-XX:AOTMode=on", OTHER_POINTERS), version)))
                .isNotZero();
        // and the image as it is goes without then
        assertThat(run(image.command(List.of(OTHER_POINTERS), version))).isZero();
    }

    /** Against a start without the cache in the same minute: how many seconds it takes is the machine's as well. */
    @Test
    void isReadySoon() throws Exception {
        List<Duration> starts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            starts.add(timeToReady("start-" + i, List.of()));
        }
        Duration without = timeToReady("start-without-cache", List.of("-XX:AOTMode=off"));
        Collections.sort(starts);
        System.out.println("From exec to /readyz 200: " + starts + ", without the cache " + without);
        assertThat(starts.get(2).toMillis()).isLessThan(without.toMillis() * 2 / 3);
    }

    private Duration timeToReady(String name, List<String> jvmOptions) throws Exception {
        try (StartedImage started = StartedImage.start(
                cluster, image, directory.resolve(name + ".log"), jvmOptions, List.of("--leader-elect=false"))) {
            return started.awaitReady(PATIENCE);
        }
    }

    @Test
    void aJavaForAnotherMachineIsRefused() throws IOException {
        Path java = root.resolve(RuntimeLayer.HOME);
        assertThat(RuntimeLayer.take(java, Arch.AMD64, authorities()).version()).startsWith("25");
        assertThatThrownBy(() -> RuntimeLayer.take(java, Arch.ARM64, authorities()))
                .isInstanceOf(Unbuildable.class)
                .hasMessageContaining("a Java for another machine, and the image is for arm64")
                .hasMessageEndingWith("Name a Java 25 of Linux for arm64 by -Dimage.jre=DIR.");
    }

    private byte[] authorities() throws IOException {
        return Files.readAllBytes(root.resolve("etc/ssl/certs/ca-certificates.crt"));
    }

    @Test
    void itsJavaTrustsItsAuthoritiesAndNobodyElse(@TempDir Path temp) throws Exception {
        FileTree base = new FileTree();
        base.put("bundle", Content.of(root.resolve("etc/ssl/certs/ca-certificates.crt")));
        try (TlsServer server = TlsServer.start(temp)) {
            Path store = root.resolve(RuntimeLayer.HOME + "/lib/security/cacerts");
            byte[] shipped = Files.readAllBytes(store);
            Files.copy(
                    handshake(),
                    Files.createDirectories(root.resolve("tmp/io/enidirect/image"))
                            .resolve("Handshake.class"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            List<String> command = List.of(
                    BuildImage.JAVA,
                    "-cp",
                    "/tmp",
                    Handshake.class.getName(),
                    "localhost",
                    Integer.toString(server.port()));

            assertThat(run(command)).isEqualTo(Handshake.NOT_TRUSTED);
            assertThat(Files.readString(directory.resolve("run.log")))
                    .contains("unable to find valid certification path");

            Files.write(store, TrustStore.of(concat(base.read("bundle"), server.authority())));
            try {
                assertThat(run(command)).isEqualTo(Handshake.TRUSTED);
            } finally {
                Files.write(store, shipped);
            }
            assertThat(TrustStore.of(base.read("bundle"))).isEqualTo(shipped);
        }
    }

    private static Path handshake() throws Exception {
        return Path.of(Handshake.class.getResource("Handshake.class").toURI());
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Test
    void sayWhatIsInItAndWhereItComesFrom() throws IOException {
        JsonNode bill = BuiltImage.json(Files.readString(BuiltImage.DIRECTORY.resolve("eni-direct.cdx.json")));
        JsonNode statement = BuiltImage.json(Files.readString(BuiltImage.DIRECTORY.resolve("eni-direct.intoto.json")));
        String digest = inspect("oci:" + BuiltImage.DIRECTORY.resolve("oci") + ":0.1.0")
                .path("Digest")
                .asText();

        assertThat(Stream.of(bill.path("components"))
                        .flatMap(all -> stream(all))
                        .map(one -> one.path("name").asText()))
                .contains("libc6", "ca-certificates", "tzdata", "jre", "eni-direct", "operator-framework-core");
        assertThat(bill.path("metadata")
                        .path("component")
                        .path("hashes")
                        .path(0)
                        .path("content")
                        .asText())
                .isEqualTo(Digests.hex(digest));
        for (JsonNode one : bill.path("components")) {
            if (one.path("purl").asText().startsWith("pkg:deb/")) {
                assertThat(printed)
                        .contains(one.path("name").asText() + " "
                                + one.path("version").asText());
                assertThat(Files.readString(root.resolve(
                                "var/lib/dpkg/status.d/" + one.path("name").asText())))
                        .contains("Version: " + one.path("version").asText());
            }
        }
        assertThat(statement.path("predicateType").asText()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(statement
                        .path("subject")
                        .path(0)
                        .path("digest")
                        .path("sha256")
                        .asText())
                .isEqualTo(Digests.hex(digest));
        assertThat(stream(statement.path("predicate").path("buildDefinition").path("resolvedDependencies"))
                        .map(one -> one.path("name").asText(one.path("uri").asText())))
                .hasSize(6)
                .contains("sources", "eni-direct.jar");
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false);
    }

    private StartedImage start(String name, List<String> further) {
        return StartedImage.start(cluster, image, directory.resolve(name + ".log"), further);
    }

    private int run(List<String> command) {
        Path log = directory.resolve("run.log");
        try (Container once = Container.start(root, image.user(), image.environment(), command, log)) {
            return once.awaitEnd(PATIENCE);
        }
    }

    private static JsonNode inspect(String name) {
        return BuiltImage.json(Shell.run("", List.of("skopeo", "inspect", name)));
    }
}
