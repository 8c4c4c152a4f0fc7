package io.enidirect.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files by their paths, relative to the image's root, in the order in which a layer has them: a directory before what is in it. */
final class FileTree {
    private static final int DIRECTORY = 0755;
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private final SortedMap<String, Node> nodes = new TreeMap<>();

    /** Replaces what is there; directories above it are made where there are none. */
    FileTree put(String path, Node node) {
        if (path.isEmpty() || path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
            throw new IllegalArgumentException("no path relative to the image's root: '" + path + "'");
        }
        int slash = path.lastIndexOf('/');
        if (slash > 0) {
            String parent = path.substring(0, slash);
            Node there = nodes.get(parent);
            if (there == null) {
                put(parent, new Node.Directory(DIRECTORY));
            } else if (!(there instanceof Node.Directory)) {
                throw new IllegalArgumentException(path + " would lie in what is no directory");
            }
        }
        nodes.put(path, node);
        return this;
    }

    /** A file that all can read and nobody can execute. */
    FileTree put(String path, Content content) {
        return put(path, new Node.File(PLAIN, content));
    }

    /**
     * All that is in a directory of this machine, but for its owners, times and finer permissions: what somebody may execute all
     * may. A link that leads out of the directory becomes what it leads to.
     */
    FileTree putAll(String path, Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(each -> !each.equals(directory)).toList()) {
                put(path + "/" + directory.relativize(file), node(directory, file));
            }
        }
        return this;
    }

    private static Node node(Path directory, Path file) throws IOException {
        if (Files.isSymbolicLink(file)
                && Files.exists(file)
                && file.toRealPath().startsWith(directory.toRealPath())) {
            return new Node.Link(Files.readSymbolicLink(file).toString());
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Node.Directory(DIRECTORY);
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return new Node.File(
                permissions.contains(PosixFilePermission.OWNER_EXECUTE) ? EXECUTABLE : PLAIN, Content.of(file));
    }

    Optional<Node> get(String path) {
        return Optional.ofNullable(nodes.get(path));
    }

    SortedMap<String, Node> nodes() {
        return nodes;
    }

    /** The paths of all files below a directory whose names end so, in order. */
    List<String> files(String directory, String ending) {
        return nodes.tailMap(directory + "/").keySet().stream()
                .takeWhile(path -> path.startsWith(directory + "/"))
                .filter(path -> path.endsWith(ending))
                .filter(path -> nodes.get(path) instanceof Node.File)
                .toList();
    }

    /** What is in the file. */
    byte[] read(String path) {
        if (!(nodes.get(path) instanceof Node.File file)) {
            throw new IllegalArgumentException("no file: " + path);
        }
        try (var in = file.content().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
