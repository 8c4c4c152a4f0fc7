package io.enidirect.sandbox;

import io.enidirect.sandbox.KubernetesBinaries.Origin;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Builds all four executables from their Go modules, static and stripped, as their own releases are. */
final class GoBuild implements BinarySource {

    private static final String KUBERNETES = "1.34.4";
    private static final String ETCD = "3.6.13";
    private static final List<String> COMMANDS = List.of("kube-apiserver", "kube-controller-manager", "kubectl");
    private static final Pattern GO_VERSION = Pattern.compile("go(\\d+)\\.(\\d+).*", Pattern.DOTALL);
    private static final Pattern DIRECTORY = Pattern.compile("\"Dir\": \"([^\"]+)\"");
    private static final Pattern DIRECTIVES = Pattern.compile("^go .*$|^godebug \\((?s:.*?)^\\)$", Pattern.MULTILINE);
    private static final Pattern STAGED =
            Pattern.compile("^\\s*(?:replace )?(\\S+) => \\./staging.*$", Pattern.MULTILINE);

    private final Map<String, String> environment;

    GoBuild(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Origin origin() {
        return Origin.BUILT;
    }

    @Override
    public Optional<String> fill(Path directory, Consumer<String> progress) {
        Optional<Path> go = inPath("go");
        if (go.isEmpty()) {
            return Optional.of("build: Go is not in PATH");
        }
        try {
            Path scratch = Files.createTempDirectory(directory, ".build-");
            try (Toolchain tools = new Toolchain(go.get(), environment, scratch, progress)) {
                String version = tools.run("env", "GOVERSION");
                if (!recent(version)) {
                    return Optional.of("build: Go 1.24 or newer is needed, " + go.get() + " is " + version.strip());
                }
                build(tools, scratch);
                Path target = Platform.folder(directory, KUBERNETES);
                Files.createDirectories(target.getParent());
                Files.move(scratch.resolve("out"), target);
                return Optional.empty();
            } finally {
                Platform.delete(scratch);
            }
        } catch (IOException e) {
            return Optional.of("build: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("build: interrupted");
        }
    }

    private static void build(Toolchain tools, Path scratch) throws IOException, InterruptedException {
        Path mod = scratch.resolve("go.mod");
        Files.writeString(mod, "module build\n\ngo 1.24.0\n");
        tools.say("fetching the Go modules of Kubernetes " + KUBERNETES);
        Matcher source = DIRECTORY.matcher(tools.run("mod", "download", "-json", "k8s.io/kubernetes@v" + KUBERNETES));
        if (!source.find()) {
            throw new IOException("go mod download named no directory");
        }
        Files.writeString(mod, moduleOf(Files.readString(Path.of(source.group(1), "go.mod"))));
        String stamp = "-X k8s.io/component-base/version.";
        String[] parts = KUBERNETES.split("\\.", -1);
        String flags = "-s -w " + stamp + "gitVersion=v" + KUBERNETES + " " + stamp + "gitMajor=" + parts[0] + " "
                + stamp + "gitMinor=" + parts[1] + " " + stamp + "gitTreeState=clean";
        for (String command : COMMANDS) {
            tools.build(command, flags, "k8s.io/kubernetes/cmd/" + command);
        }

        Files.writeString(mod, "module build\n\ngo 1.24.0\n\nrequire go.etcd.io/etcd/server/v3 v" + ETCD + "\n");
        Files.deleteIfExists(scratch.resolve("go.sum"));
        Files.writeString(scratch.resolve("main.go"), """
                package main

                import (
                \t"os"

                \t"go.etcd.io/etcd/server/v3/etcdmain"
                )

                func main() { etcdmain.Main(os.Args) }
                """);
        tools.say("fetching the Go modules of etcd " + ETCD);
        tools.run("mod", "tidy", "-e");
        tools.build("etcd", "-s -w", ".");
    }

    /** Replacements count only in the main module, so those of Kubernetes for its own parts are repeated in ours. */
    static String moduleOf(String kubernetesMod) {
        String staged = "v0." + KUBERNETES.substring(KUBERNETES.indexOf('.') + 1);
        String directives =
                DIRECTIVES.matcher(kubernetesMod).results().map(r -> r.group()).collect(Collectors.joining("\n"));
        String replacements = STAGED.matcher(kubernetesMod)
                .results()
                .map(r -> "replace " + r.group(1) + " => " + r.group(1) + " " + staged + "\n")
                .collect(Collectors.joining());
        return "module build\n\n" + directives + "\n\nrequire k8s.io/kubernetes v" + KUBERNETES + "\n\n" + replacements;
    }

    static boolean recent(String version) {
        Matcher parts = GO_VERSION.matcher(version);
        return parts.matches() && (Integer.parseInt(parts.group(1)) > 1 || Integer.parseInt(parts.group(2)) >= 24);
    }

    private Optional<Path> inPath(String name) {
        return List.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)).stream()
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
