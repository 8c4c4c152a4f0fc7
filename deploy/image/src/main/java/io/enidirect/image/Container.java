package io.enidirect.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that sees an unpacked image as its root, as a container does, with the {@code /proc}, {@code /dev} and names of
 * hosts that a container is given. It shares the machine's network. By {@code unshare} and {@code chroot}: there is no
 * container engine to be had.
 */
public final class Container implements AutoCloseable {
    private static final String REMEDY =
            "A container is tried by unshare and chroot: that needs Linux, and either root or user "
                    + "namespaces. -Dimage.cache=false does without.";
    /**
     * The shell is the first process, and so the one with which all others end: it keeps root's rights, and only a process that does
     * is ended by the kernel with {@code unshare}.
     */
    private static final String SCRIPT =
            "mount=$1; root=$2; shift 2; \"$mount\" --rbind /dev \"$root/dev\" || exit; \"$@\" & wait $!";

    private final Process process;

    private Container(Process process) {
        this.process = process;
    }

    /** Unpacks layers over each other; times are those of the image, since the cache is bound to them. */
    static void unpack(List<Layer> layers, Instant time, Path root) throws IOException {
        Directories.delete(root);
        Files.createDirectories(root);
        for (Layer layer : layers) {
            for (Map.Entry<String, Node> named : layer.tree().nodes().entrySet()) {
                unpack(named.getValue(), root.resolve(named.getKey()), time);
            }
        }
    }

    private static void unpack(Node node, Path path, Instant time) throws IOException {
        if (node instanceof Node.Directory directory) {
            Files.createDirectories(path);
            permit(path, directory.mode());
        } else if (node instanceof Node.Link link) {
            Files.createSymbolicLink(path, Path.of(link.target()));
        } else if (node instanceof Node.File file) {
            try (var in = file.content().open()) {
                Files.copy(in, path);
            }
            permit(path, file.mode());
            Files.setLastModifiedTime(path, FileTime.from(time));
        }
    }

    private static void permit(Path path, int mode) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append((mode >> bit & 1) == 1 ? "rwx".charAt((8 - bit) % 3) : '-');
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(text.toString()));
        if ((mode & 01000) != 0) {
            Shell.run(REMEDY, List.of("chmod", "+t", path.toString()));
        }
    }

    /**
     * Returns at once.
     *
     * @param root with {@code etc/hosts} and {@code etc/resolv.conf}; where there are none, those of this machine are put there
     * @param user a number, also of the group; 0 may write all over the unpacked image
     * @param environment all that the process has
     * @param log what it prints is added there
     */
    public static Container start(
            Path root, int user, Map<String, String> environment, List<String> command, Path log) {
        try {
            for (String mountPoint : List.of("proc", "dev", "etc")) {
                Files.createDirectories(root.resolve(mountPoint));
            }
            for (String given : List.of("etc/hosts", "etc/resolv.conf")) {
                if (!Files.exists(root.resolve(given))) {
                    Files.copy(Path.of("/").resolve(given), root.resolve(given));
                }
            }
            List<String> all = new ArrayList<>(List.of("unshare"));
            if (!"root".equals(System.getProperty("user.name"))) {
                all.add("--map-root-user");
            }
            Collections.addAll(
                    all,
                    "--mount",
                    "--pid",
                    "--fork",
                    "--kill-child",
                    "--mount-proc=" + root.resolve("proc"),
                    "sh",
                    "-c",
                    SCRIPT,
                    "container",
                    program("mount"),
                    root.toString(),
                    program("chroot"),
                    "--userspec=" + user + ":" + user,
                    root.toString());
            all.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new Container(builder.start());
        } catch (IOException e) {
            throw new Unbuildable("unshare can't be started: " + e.getMessage() + ". " + REMEDY, e);
        }
    }

    /** Its path: in the environment of the container is no other machine's. */
    private static String program(String name) {
        return Shell.find(name)
                .orElseThrow(() -> new Unbuildable(name + " is not there. " + REMEDY))
                .toString();
    }

    /** Of the outer process, by which the machine knows it. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** The process of the command itself, once it is there. */
    public ProcessHandle inner() {
        return process.children()
                .flatMap(ProcessHandle::children)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the container has not begun, or has ended"));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, as Kubernetes does. */
    public void terminate() {
        process.children().flatMap(ProcessHandle::children).forEach(ProcessHandle::destroy);
    }

    /**
     * Waits for its end.
     *
     * @return its exit code
     * @throws IllegalStateException where it goes on for longer
     */
    public int awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("still running after " + patience.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the container ends", e);
        }
    }

    /** Kills all that is in it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
