package io.enidirect.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mvn -Pimage}: the image out of the jar that was built before. */
@Command(
        name = "build-image",
        mixinStandardHelpOptions = true,
        description =
                "Writes the controller's image as an OCI layout and a docker-archive, without a container engine.")
public final class BuildImage implements Callable<Integer> {
    static final String JAVA = "/" + RuntimeLayer.HOME + "/bin/java";
    static final String JAR = "app/eni-direct.jar";
    /**
     * Last of the JVM's own. Netty knows what replaces the memory that it asks for, and takes it where this is not to be had. Of
     * compiled adapters JDK 25 keeps some under the names of others, and warns of that at some starts: they are made anew.
     */
    static final List<String> JAVA_ARGUMENTS = List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-AOTAdapterCaching",
            "-jar",
            "/" + JAR);

    private static final String JDK = "ENI_DIRECT_IMAGE_JDK";
    private static final double MEGA = 1e6;

    @Option(names = "--root", required = true, description = "Of the repository, with the jar built.")
    private Path root = Path.of("");

    @Option(names = "--output", required = true, description = "Written to, a directory for each architecture.")
    private Path output = Path.of("");

    @Option(names = "--version", required = true, description = "Of the image; -SNAPSHOT is left out.")
    private String version = "";

    @Option(names = "--time", required = true, description = "Of all that is in it, such as 2026-01-31T00:00:00Z.")
    private Instant time = Instant.EPOCH;

    @Option(
            names = "--jdk",
            description = "A JDK 25, whose jlink makes the image's Java. Else that in " + JDK
                    + ", else the one that runs this.")
    private String jdk = "";

    @Option(names = "--arch", description = "amd64 or arm64.")
    private Arch arch = Arch.AMD64;

    @Option(names = "--jre", description = "A Java 25 to take as it is; required for another machine than this.")
    private String jre = "";

    @Option(
            names = "--cache",
            arity = "1",
            description = "true or false: whether a start is trained, on its own machine.")
    private boolean cache = true;

    @Option(names = "--builder", description = "An URI of who builds, for the provenance.")
    private String builder = "";

    private final PrintStream out;

    BuildImage(PrintStream out) {
        this.out = out;
    }

    /** Exit code 0 only with an image. */
    public static void main(String[] arguments) {
        int code = run(System.out, arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(PrintStream out, String... arguments) {
        return new CommandLine(new BuildImage(out))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof Unbuildable) {
                        out.println("No image: " + failure.getMessage());
                        return 1;
                    }
                    throw failure;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        Path jar = root.resolve("operator/target/eni-direct.jar");
        if (!Files.isRegularFile(jar)) {
            throw new Unbuildable(jar + " is not there; `mvn -B -Pimage` builds it first");
        }
        boolean trained = cache && arch.isHere();
        // apt takes a relative path as one of the machine's root
        Path directory =
                Files.createDirectories(output.toAbsolutePath().normalize().resolve(arch.toString()));
        Path work = Files.createDirectories(directory.resolve("work"));
        Path files = Files.createDirectories(work.resolve("layers"));

        say("Debian's packages: " + String.join(", ", BaseLayer.PACKAGES));
        List<DebianPackage> packages = DebianPackage.fetch(BaseLayer.PACKAGES, arch, work);
        FileTree base = BaseLayer.of(packages);
        say("Java " + RuntimeLayer.VERSION + " with what the jar needs of it");
        RuntimeLayer.Made java = runtime(jar, BaseLayer.bundleOf(base), work);
        List<Layer> layers = new ArrayList<>(List.of(
                Layer.write("Debian's " + String.join(", ", BaseLayer.PACKAGES), base, time, files),
                Layer.write("Java " + java.version(), java.tree(), time, files),
                Layer.write("eni-direct.jar", new FileTree().put(JAR, Content.of(jar)), time, files)));
        Map<String, String> environment = environment();
        List<String> entryPoint = new ArrayList<>(List.of(JAVA));
        if (trained) {
            say("a start with one Service and one Ingress, for the cache");
            Path unpacked = work.resolve("root");
            Container.unpack(layers, time, unpacked);
            Path made = Training.run(unpacked, crds(root), environment, work.resolve("training.log"));
            layers.add(Layer.write(
                    "the cache of a trained start", new FileTree().put(Training.CACHE, Content.of(made)), time, files));
            entryPoint.add("-XX:AOTCache=/" + Training.CACHE);
        } else {
            say("no cache of a trained start" + (arch.isHere() ? "" : ": " + arch + " can't be run on this machine"));
        }
        entryPoint.addAll(JAVA_ARGUMENTS);
        Image image = new Image(arch, version.replace("-SNAPSHOT", ""), layers, environment, entryPoint, time);
        write(image, new Documents.Made(packages, java, jar, commit()), directory);
        Directories.delete(work.resolve("root"));
        return 0;
    }

    private RuntimeLayer.Made runtime(Path jar, byte[] authorities, Path work) throws IOException {
        if (!jre.isEmpty()) {
            return RuntimeLayer.take(Path.of(jre), arch, authorities);
        }
        if (!arch.isHere()) {
            throw new Unbuildable("jlink makes a Java for this machine, and the image is for " + arch
                    + ". Name one for that by -Dimage.jre=DIR.");
        }
        String named = jdk.isEmpty() ? System.getenv().getOrDefault(JDK, "") : jdk;
        Path home = Path.of(named.isEmpty() ? System.getProperty("java.home") : named);
        return RuntimeLayer.link(home, RuntimeLayer.modules(home, jar), authorities, work.resolve("jre"));
    }

    /** What the chart says, so that image and chart can't differ. */
    private Map<String, String> environment() throws IOException {
        JsonNode values = new ObjectMapper(new YAMLFactory())
                .readTree(chart(root).resolve("values.yaml").toFile());
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", "/" + RuntimeLayer.HOME + "/bin:/usr/bin");
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", "/tmp");
        environment.put("JAVA_TOOL_OPTIONS", values.path("jvmOptions").asText());
        environment.put("MALLOC_ARENA_MAX", values.path("mallocArenaMax").asText());
        return environment;
    }

    private static Path chart(Path root) {
        return root.resolve("deploy/helm/eni-direct");
    }

    /** YAML of the chart's kinds. */
    static List<String> crds(Path root) throws IOException {
        try (Stream<Path> files = Files.list(chart(root).resolve("files/crds"))) {
            List<String> crds = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                crds.add(Files.readString(file));
            }
            return crds;
        }
    }

    private String commit() {
        @Nullable String commit = System.getenv("GITHUB_SHA");
        if (commit != null) {
            return commit;
        }
        try {
            return Shell.run("", root, List.of("git", "rev-parse", "HEAD")).strip();
        } catch (Unbuildable e) {
            return ""; // sources without their history
        }
    }

    private void write(Image image, Documents.Made made, Path directory) throws IOException {
        Path layout = directory.resolve("oci");
        Path archive = directory.resolve("eni-direct-" + image.version() + "-" + arch + ".tar");
        ImageFiles.writeLayout(image, layout);
        ImageFiles.writeDockerArchive(image, archive);
        Files.write(directory.resolve("eni-direct.cdx.json"), Documents.billOfMaterials(image, made));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("arch", arch.toString());
        parameters.put("version", image.version());
        parameters.put("time", time.toString());
        Files.write(
                directory.resolve("eni-direct.intoto.json"),
                Documents.provenance(
                        image, made, builder.isEmpty() ? "https://eni-direct.io/build/by-hand" : builder, parameters));
        out.printf("%n  %-52s %9s  %s%n", "layer", "MB", "digest");
        for (Layer layer : image.layers()) {
            out.printf("  %-52s %9.1f  %s%n", layer.title(), layer.size() / MEGA, layer.digest());
        }
        out.printf("  %-52s %9.1f  %s%n%n", image.reference() + " " + arch, image.size() / MEGA, image.digest());
        for (DebianPackage one : made.packages()) {
            out.printf("  %s %s%n", one.name(), one.version());
        }
        out.printf("%n  OCI layout        %s%n", layout);
        out.printf("  docker-archive    %s%n", archive);
        out.printf("  push it           skopeo copy oci:%s:%s docker://…%n%n", layout, image.version());
    }

    private void say(String what) {
        out.println("  " + what);
    }
}
