package io.enidirect.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTest {
    private static final Instant TIME = Instant.parse("2026-11-25T00:00:00Z");
    private static final String LONG = "usr/share/" + "a".repeat(120) + "/" + "b".repeat(120);

    @TempDir
    Path directory;

    @Test
    void hasItsEntriesInOrderOfRootAndOfOneTime() throws IOException {
        Layer layer = Layer.write("a", tree("b", "a"), TIME, directory);

        assertThat(entries(layer))
                .containsExactly(
                        "a 644 a",
                        "b 644 b",
                        "bin/ 755 ",
                        "bin/run 755 run",
                        "bin/sh -> run",
                        "tmp/ 1777 ",
                        "usr/ 755 ",
                        "usr/share/ 755 ",
                        "usr/share/" + "a".repeat(120) + "/ 755 ",
                        LONG + " 644 long");
    }

    @Test
    void isTheSameWhateverTheOrderAndTheTimeOfItsMaking() throws IOException {
        Layer one = Layer.write("a", tree("a", "b"), TIME, Files.createDirectory(directory.resolve("one")));
        Layer other = Layer.write("b", tree("b", "a"), TIME, Files.createDirectory(directory.resolve("other")));
        Layer later = Layer.write("a", tree("a", "b"), TIME.plusSeconds(1), directory);

        assertThat(other.digest()).isEqualTo(one.digest()).isNotEqualTo(later.digest());
        assertThat(Digests.of(Content.of(one.file()))).isEqualTo(one.digest());
        assertThat(Digests.of(unpacked(one))).isEqualTo(one.diffId());
        assertThat(Files.size(one.file())).isEqualTo(one.size());
    }

    @Test
    void aPathLeadsThroughDirectoriesOnly() {
        FileTree tree = new FileTree().put("lib", new Node.Link("usr/lib"));

        assertThatThrownBy(() -> tree.put("lib/a", Content.of("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lib/a would lie in what is no directory");
        assertThatThrownBy(() -> tree.put("/etc/passwd", Content.of("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no path relative to the image's root: '/etc/passwd'");
    }

    @Test
    void takesADirectoryOfThisMachineWithoutItsOwnersAndWithItsLinks() throws IOException {
        Path from = Files.createDirectories(directory.resolve("from/lib"));
        Files.writeString(from.resolve("a"), "a");
        Files.createSymbolicLink(from.resolve("inside"), Path.of("a"));
        Files.createSymbolicLink(from.resolve("outside"), Files.writeString(directory.resolve("far"), "far"));
        Files.writeString(from.resolve("program"), "p").toFile().setExecutable(true);

        FileTree tree = new FileTree().putAll("java", directory.resolve("from"));

        assertThat(entries(Layer.write("a", tree, TIME, directory)))
                .containsExactly(
                        "java/ 755 ",
                        "java/lib/ 755 ",
                        "java/lib/a 644 a",
                        "java/lib/inside -> a",
                        "java/lib/outside 644 far",
                        "java/lib/program 755 p");
    }

    private static FileTree tree(String... files) {
        FileTree tree = new FileTree();
        for (String file : files) {
            tree.put(file, Content.of(file));
        }
        return tree.put("bin/run", new Node.File(0755, Content.of("run")))
                .put("bin/sh", new Node.Link("run"))
                .put("tmp", new Node.Directory(01777))
                .put(LONG, Content.of("long"));
    }

    private static byte[] unpacked(Layer layer) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(layer.file()))) {
            return in.readAllBytes();
        }
    }

    private static List<String> entries(Layer layer) throws IOException {
        List<String> entries = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(layer.file())), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getLastModifiedDate().toInstant()).isEqualTo(TIME);
                assertThat(List.of(entry.getLongUserId(), entry.getLongGroupId()))
                        .containsOnly(0L);
                entries.add(
                        entry.isSymbolicLink()
                                ? entry.getName() + " -> " + entry.getLinkName()
                                : entry.getName() + " " + Integer.toOctalString(entry.getMode() & 07777) + " "
                                        + new String(tar.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return entries;
    }
}
