package io.enidirect.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Java with the modules that the jar needs, and the authorities of the layer below. */
final class RuntimeLayer {
    /** Where it lies in the image. */
    static final String HOME = "opt/java";
    /** The major version that the image has. */
    static final int VERSION = 25;

    /**
     * What no class names: elliptic curves of TLS, recordings for whoever looks for a fault, and what the process says of itself.
     */
    private static final List<String> FURTHER = List.of("jdk.crypto.ec", "jdk.jfr", "jdk.management");

    private static final String REMEDY =
            "Name a whole JDK " + VERSION + " by -Dimage.jdk=DIR or in ENI_DIRECT_IMAGE_JDK.";
    private static final Pattern RELEASE = Pattern.compile("(?m)^([A-Z_]+)=\"?([^\"\\n]*)\"?$");
    private static final String STORE = "lib/security/cacerts";

    private RuntimeLayer() {}

    /**
     * @param release what it says of itself
     * @param modules in it; empty where somebody else made it
     */
    record Made(FileTree tree, Map<String, String> release, List<String> modules) {
        String version() {
            return release.getOrDefault("JAVA_RUNTIME_VERSION", release.getOrDefault("JAVA_VERSION", ""));
        }
    }

    /** What the jar needs, as that JDK sees it; takes seconds. */
    static List<String> modules(Path jdk, Path jar) throws IOException {
        requireVersion(jdk, REMEDY);
        TreeSet<String> modules = new TreeSet<>(FURTHER);
        modules.addAll(List.of(Shell.run(
                        REMEDY,
                        List.of(
                                jdk.resolve("bin/jdeps").toString(),
                                "--ignore-missing-deps",
                                "--multi-release",
                                Integer.toString(VERSION),
                                "--print-module-deps",
                                jar.toString()))
                .strip()
                .split(",")));
        return List.copyOf(modules);
    }

    /** Made of that JDK by {@code jlink}; what is on this machine of other authorities stays there. */
    static Made link(Path jdk, List<String> modules, byte[] authorities, Path output) throws IOException {
        Directories.delete(output);
        Shell.run(
                REMEDY,
                List.of(
                        jdk.resolve("bin/jlink").toString(),
                        "--add-modules",
                        String.join(",", modules),
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        output.toString()));
        return new Made(tree(output, authorities), release(jdk), modules);
    }

    /** One that somebody else made, such as one for another machine. */
    static Made take(Path jre, Arch arch, byte[] authorities) throws IOException {
        String remedy = "Name a Java " + VERSION + " of Linux for " + arch + " by -Dimage.jre=DIR.";
        requireVersion(jre, remedy);
        if (!arch.runs(jre.resolve("bin/java"))) {
            throw new Unbuildable(
                    "'" + jre + "' is a Java for another machine, and the image is for " + arch + ". " + remedy);
        }
        return new Made(tree(jre, authorities), release(jre), List.of());
    }

    private static FileTree tree(Path java, byte[] authorities) throws IOException {
        FileTree tree = new FileTree().putAll(HOME, java);
        tree.put(HOME + "/" + STORE, Content.of(TrustStore.of(authorities)));
        return tree;
    }

    private static void requireVersion(Path java, String remedy) throws IOException {
        String version = release(java).getOrDefault("JAVA_VERSION", "");
        if (!version.matches(VERSION + "([.+-].*)?")) {
            throw new Unbuildable("'" + java + "' is "
                    + (version.isEmpty() ? "no Java: it has no file named release" : "Java " + version)
                    + ", and the image has Java "
                    + VERSION + ". " + remedy);
        }
    }

    /** What it says of itself. */
    private static Map<String, String> release(Path java) throws IOException {
        Path file = java.resolve("release");
        return Files.isRegularFile(file)
                ? RELEASE.matcher(Files.readString(file))
                        .results()
                        .collect(
                                Collectors.toMap(found -> found.group(1), found -> found.group(2), (one, other) -> one))
                : Map.of();
    }
}
