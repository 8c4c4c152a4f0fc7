package io.enidirect.sandbox;

import io.enidirect.sandbox.KubernetesBinaries.Origin;
import io.fabric8.kubeapitest.binary.BinaryDownloader;
import io.fabric8.kubeapitest.binary.OSInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** kube-api-test's own download: kube-apiserver, etcd and kubectl, without a controller-manager. */
final class Download implements BinarySource {

    private static final String VERSIONS = "1.34.*";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public Origin origin() {
        return Origin.DOWNLOADED;
    }

    @Override
    public Optional<String> fill(Path directory, Consumer<String> progress) {
        progress.accept("downloading kube-apiserver and etcd, once");
        try {
            Path scratch = Files.createTempDirectory(directory, ".download-");
            try {
                Path complete = download(scratch, progress);
                Path target = directory.resolve("k8s").resolve(complete.getFileName());
                Files.createDirectories(target.getParent());
                Files.move(complete, target);
                return Optional.empty();
            } finally {
                Platform.delete(scratch);
            }
        } catch (ExecutionException e) {
            return Optional.of("download: " + rootOf(e));
        } catch (TimeoutException e) {
            return Optional.of("download: no progress for " + PATIENCE.toSeconds() + " s");
        } catch (IOException e) {
            return Optional.of("download: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("download: interrupted");
        }
    }

    /** The downloader has no time-out of its own, so it runs in a thread that can be left behind. */
    private static Path download(Path scratch, Consumer<String> progress)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        BinaryDownloader downloader = new BinaryDownloader(scratch.toString(), new OSInfo());
        FutureTask<Path> task = new FutureTask<>(
                () -> downloader.downloadLatestWildcard(VERSIONS).toPath());
        Thread thread = new Thread(task, "kubernetes-download");
        thread.setDaemon(true);
        thread.start();
        long bytes = 0;
        long lastProgress = System.nanoTime();
        while (System.nanoTime() - lastProgress < PATIENCE.toNanos()) {
            try {
                return task.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                long now = bytes(scratch);
                if (now != bytes) {
                    progress.accept("downloading: " + now / 1_000_000 + " MB");
                    bytes = now;
                    lastProgress = System.nanoTime();
                }
            }
        }
        throw new TimeoutException();
    }

    /** What lies in the scratch directory, and the archive, which kube-api-test puts where temporary files go. */
    private static long bytes(Path scratch) throws IOException {
        try (Stream<Path> unpacked = Files.walk(scratch);
                Stream<Path> archives = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return Stream.concat(
                            unpacked.filter(Files::isRegularFile),
                            archives.filter(
                                    file -> file.getFileName().toString().startsWith("kubebuilder-tools-")))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static Throwable rootOf(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : rootOf(cause);
    }
}
