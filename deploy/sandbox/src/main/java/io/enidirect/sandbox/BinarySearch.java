package io.enidirect.sandbox;

import io.enidirect.sandbox.KubernetesBinaries.Origin;
import io.fabric8.kubeapitest.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The order in which executables are looked for: configured, present, then each source in turn. */
final class BinarySearch {

    static final String VARIABLE = "KUBE_API_TEST_DIR";
    private static final List<String> NEEDED = List.of("kube-apiserver", "etcd", "kubectl");

    private final Map<String, String> environment;
    private final List<BinarySource> sources;

    BinarySearch(Map<String, String> environment, List<BinarySource> sources) {
        this.environment = Map.copyOf(environment);
        this.sources = List.copyOf(sources);
    }

    KubernetesBinaries find(Consumer<String> progress) {
        String configured = environment.getOrDefault(VARIABLE, "");
        if (!configured.isBlank()) {
            return in(Path.of(configured), Origin.CONFIGURED)
                    .orElseThrow(() -> new MissingBinaries(VARIABLE + " is set to " + configured + ", but there is no "
                            + layout() + " in that directory. Put them there, or unset " + VARIABLE
                            + ": it is final, nothing else is tried while it is set."));
        }
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".kubeapitest");
        return in(home, Origin.PRESENT).orElseGet(() -> get(home, progress));
    }

    private KubernetesBinaries get(Path home, Consumer<String> progress) {
        List<String> tried = new ArrayList<>(List.of(home + ": no " + layout()));
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(
                            home.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                // whoever held the lock before may have brought them
                Optional<KubernetesBinaries> meanwhile = in(home, Origin.PRESENT);
                if (meanwhile.isPresent() && lock.isValid()) {
                    return meanwhile.get();
                }
                for (BinarySource source : sources) {
                    Optional<String> refusal = source.fill(home, progress);
                    if (refusal.isEmpty()) {
                        return in(home, source.origin()).orElseThrow();
                    }
                    progress.accept(refusal.get());
                    tried.add(refusal.get());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + home, e);
        }
        throw missing(tried);
    }

    private static Optional<KubernetesBinaries> in(Path directory, Origin origin) {
        List<String> versions = versions(directory);
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        String version = Utils.getLatestVersion(versions);
        Path manager = Platform.folder(directory, version).resolve("kube-controller-manager");
        return Optional.of(
                new KubernetesBinaries(directory.toAbsolutePath(), version, Files.isExecutable(manager), origin));
    }

    private static List<String> versions(Path directory) {
        Path all = directory.resolve("k8s");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(folder -> NEEDED.stream().allMatch(name -> Files.isExecutable(folder.resolve(name))))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("[0-9.]+" + Platform.SUFFIX))
                    .map(name -> name.substring(0, name.length() - Platform.SUFFIX.length()))
                    .collect(Collectors.toCollection(ArrayList::new));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + all, e);
        }
    }

    private static String layout() {
        return "k8s/<version>" + Platform.SUFFIX + "/{kube-apiserver,etcd,kubectl}";
    }

    private static MissingBinaries missing(List<String> tried) {
        return new MissingBinaries("No Kubernetes API server is to be had on this machine:\n  - "
                + String.join("\n  - ", tried)
                + "\nOne of these helps: install Go 1.24 or newer (they are then built once, in some minutes); let this"
                + " machine reach github.com (they are then downloaded);\nor put kube-apiserver, etcd, kubectl and"
                + " kube-controller-manager into k8s/<version>" + Platform.SUFFIX + " of a directory and set "
                + VARIABLE
                + " to that directory.");
    }
}
