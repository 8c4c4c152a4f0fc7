package io.enidirect.image;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An image in the two forms that tools read without a registry. */
final class ImageFiles {
    private static final byte[] VERSION = "{\"imageLayoutVersion\": \"1.0.0\"}".getBytes(StandardCharsets.US_ASCII);

    private ImageFiles() {}

    /** By the OCI's image layout specification; what was in the directory is gone. */
    static void writeLayout(Image image, Path directory) throws IOException {
        Directories.delete(directory);
        Path blobs = Files.createDirectories(directory.resolve("blobs/sha256"));
        Files.write(directory.resolve("oci-layout"), VERSION);
        for (Layer layer : image.layers()) {
            Files.copy(layer.file(), blobs.resolve(Digests.hex(layer.digest())), REPLACE_EXISTING);
        }
        for (byte[] blob : new byte[][] {image.config(), image.manifest()}) {
            Files.write(blobs.resolve(Digests.hex(Digests.of(blob))), blob);
        }
        Files.write(directory.resolve("index.json"), image.index());
    }

    /** As {@code docker save} writes it and {@code docker load}, {@code ctr} and {@code podman} read it. */
    static void writeDockerArchive(Image image, Path file) throws IOException {
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), "UTF-8")) {
            byte[] config = image.config();
            put(image, Digests.hex(Digests.of(config)) + ".json", Content.of(config), tar);
            for (Layer layer : image.layers()) {
                put(image, Image.dockerName(layer), Content.of(layer.file()), tar);
            }
            put(image, "manifest.json", Content.of(image.dockerManifest()), tar);
        }
    }

    private static void put(Image image, String name, Content content, TarArchiveOutputStream tar) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.size());
        entry.setModTime(Date.from(image.created()));
        entry.setIds(0, 0);
        tar.putArchiveEntry(entry);
        try (var in = content.open()) {
            in.transferTo(tar);
        }
        tar.closeArchiveEntry();
    }
}
