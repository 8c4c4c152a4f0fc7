package io.enidirect.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A package of the distribution that this is built on, in the version that its archive has today.
 *
 * @param name such as {@code libc6}
 * @param version such as {@code 2.36-9+deb12u14}
 * @param arch such as {@code amd64}, or {@code all}
 * @param control its fields, as {@code dpkg} keeps them
 * @param digest of the file, whose signature apt has verified
 */
record DebianPackage(String name, String version, String arch, String control, String digest, Path file) {
    private static final String REMEDY =
            "The image's first layer is made of Debian's packages: build it on Debian or Ubuntu, "
                    + "whose archives can be reached, or in a container of it.";
    /** Of a package nothing but its files is wanted: no manual, and of its documents the licence. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "usr/share/(man|info|lintian|locale)(/.*)?|usr/share/doc/[^/]+/(?!copyright$).*|usr/share/doc/[^/]+/.*/.*");

    private static final Pattern UNMERGED = Pattern.compile("^(bin|sbin|lib|lib32|lib64|libx32)(/|$)");

    /** By apt, with its settings and keys, but for another machine: nothing of this one is read or changed. */
    static List<DebianPackage> fetch(List<String> names, Arch arch, Path directory) throws IOException {
        for (String program : List.of("apt-get", "dpkg-deb")) {
            if (Shell.find(program).isEmpty()) {
                throw new Unbuildable(program + " is not there. " + REMEDY);
            }
        }
        Path state = Files.createDirectories(directory.resolve("apt"));
        Files.createDirectories(state.resolve("lists/partial"));
        Files.createDirectories(state.resolve("archives/partial"));
        Files.writeString(state.resolve("status"), "");
        Path files = Files.createDirectories(directory.resolve("packages"));
        try (Stream<Path> old = Files.list(files)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        List<String> apt = List.of(
                "apt-get",
                "-qq",
                "-oAPT::Architecture=" + arch,
                "-oAPT::Architectures::=" + arch,
                "-oAPT::Sandbox::User=root",
                "-oDir::State=" + state,
                "-oDir::State::status=" + state.resolve("status"),
                "-oDir::Cache=" + state,
                "-oDebug::NoLocking=1");
        Shell.run(REMEDY, with(apt, List.of("update")));
        Shell.run(REMEDY, files, with(with(apt, List.of("download")), names));
        try (Stream<Path> fetched = Files.list(files)) {
            Map<String, DebianPackage> packages =
                    fetched.map(DebianPackage::of).collect(Collectors.toMap(DebianPackage::name, one -> one));
            return names.stream().map(packages::get).toList();
        }
    }

    private static List<String> with(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static DebianPackage of(Path file) {
        String control = Shell.run(REMEDY, List.of("dpkg-deb", "--field", file.toString()));
        try {
            return new DebianPackage(
                    field(control, "Package"),
                    field(control, "Version"),
                    field(control, "Architecture"),
                    control,
                    Digests.of(Content.of(file)),
                    file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String field(String control, String name) {
        return control.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a package without the field " + name));
    }

    /**
     * Puts its files into a tree whose {@code lib} and its like are links into {@code usr}, as on every Debian that is installed.
     * Its scripts are not run.
     */
    void unpackInto(FileTree tree) throws IOException {
        List<String[]> hardLinks = new ArrayList<>();
        Path plain = file.resolveSibling(name + ".tar");
        Shell.runInto(plain, REMEDY, List.of("dpkg-deb", "--fsys-tarfile", file.toString()));
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(plain)), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String path = merged(entry.getName());
                if (path.isEmpty() || LEFT_OUT.matcher(path).matches() || !tar.canReadEntryData(entry)) {
                    continue;
                }
                if (entry.isDirectory()) {
                    tree.put(path, new Node.Directory(entry.getMode() & 07777));
                } else if (entry.isSymbolicLink()) {
                    tree.put(path, new Node.Link(entry.getLinkName()));
                } else if (entry.isLink()) {
                    hardLinks.add(new String[] {path, merged(entry.getLinkName())});
                } else if (entry.isFile()) {
                    tree.put(path, new Node.File(entry.getMode() & 07777, Content.of(tar.readAllBytes())));
                }
            }
        }
        for (String[] link : hardLinks) {
            tree.put(
                    link[0],
                    tree.get(link[1])
                            .orElseThrow(() -> new IllegalStateException(name + ": nothing is at " + link[1])));
        }
    }

    /** Relative to the root, and below {@code usr}. */
    private static String merged(String name) {
        String path = name.replaceFirst("^\\./", "").replaceFirst("^/", "").replaceFirst("/$", "");
        return path.equals(".") ? "" : UNMERGED.matcher(path).replaceFirst("usr/$1$2");
    }
}
