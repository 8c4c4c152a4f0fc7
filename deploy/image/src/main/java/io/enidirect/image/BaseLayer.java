package io.enidirect.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What a Java needs below it: the C library, authorities, time zones, a user and a place to write to. */
final class BaseLayer {
    static final List<String> PACKAGES = List.of("libc6", "ca-certificates", "tzdata");
    /** As whom the container runs, also by the chart. */
    static final int USER = 65532;

    private static final String AUTHORITIES = "usr/share/ca-certificates";
    private static final String BUNDLE = "etc/ssl/certs/ca-certificates.crt";
    private static final Path RELEASE = Path.of("/etc/os-release");

    private BaseLayer() {}

    static FileTree of(List<DebianPackage> packages) throws IOException {
        FileTree tree = new FileTree();
        for (String merged : List.of("bin", "sbin", "lib", "lib64")) {
            tree.put("usr/" + merged, new Node.Directory(0755));
            tree.put(merged, new Node.Link("usr/" + merged));
        }
        for (DebianPackage one : packages) {
            one.unpackInto(tree);
            // where scanners look for what is installed when there is no dpkg
            tree.put("var/lib/dpkg/status.d/" + one.name(), Content.of(one.control()));
        }
        if (Files.exists(RELEASE)) {
            tree.put("etc/os-release", Content.of(release(Files.readString(RELEASE))));
        }
        tree.put("etc/passwd", Content.of("""
                root:x:0:0:root:/root:/sbin/nologin
                eni-direct:x:%1$d:%1$d:eni-direct:/tmp:/sbin/nologin
                """.formatted(USER)));
        tree.put("etc/group", Content.of("""
                root:x:0:
                eni-direct:x:%d:
                """.formatted(USER)));
        tree.put(BUNDLE, Content.of(bundle(tree)));
        tree.put("tmp", new Node.Directory(01777));
        return tree;
    }

    /** The lines by which scanners know whose packages these are. */
    private static String release(String text) {
        return text.lines()
                .filter(line -> line.matches("(NAME|ID|VERSION_ID|VERSION_CODENAME)=.*"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** What {@code update-ca-certificates} would write: all that the package has. */
    private static String bundle(FileTree tree) {
        return tree.files(AUTHORITIES, ".crt").stream()
                .map(path -> new String(tree.read(path), StandardCharsets.US_ASCII).strip() + "\n")
                .collect(Collectors.joining());
    }

    /** Its authorities, for a Java's own store. */
    static byte[] bundleOf(FileTree tree) {
        return tree.read(BUNDLE);
    }
}
