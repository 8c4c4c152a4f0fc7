package io.enidirect.image;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * A layer as it is stored: a tar, compressed by gzip.
 *
 * @param title what it is, for people
 * @param file where it lies on this machine
 * @param digest of the file
 * @param diffId the digest of the tar in it
 * @param size of the file, in bytes
 * @param tree what is in it
 */
record Layer(String title, Path file, String digest, String diffId, long size, FileTree tree) {
    static final String MEDIA_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";

    /**
     * The same tree gives the same bytes on the same Java: entries are sorted, all belong to root and have one time.
     *
     * @param directory where its file comes to lie, under the name of its digest
     */
    static Layer write(String title, FileTree tree, Instant time, Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "layer-", ".part");
        MessageDigest packed = Digests.sha256();
        MessageDigest plain = Digests.sha256();
        try (OutputStream bytes = new DigestOutputStream(Files.newOutputStream(file), packed);
                OutputStream gzip = new GzipCompressorOutputStream(new BufferedOutputStream(bytes), parameters());
                OutputStream tar = new BufferedOutputStream(new DigestOutputStream(gzip, plain))) {
            writeTar(tree, time, tar);
        }
        String digest = Digests.text(packed);
        Path named = Files.move(file, directory.resolve(Digests.hex(digest)), REPLACE_EXISTING);
        return new Layer(title, named, digest, Digests.text(plain), Files.size(named), tree);
    }

    private static GzipParameters parameters() {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.DEFAULT_COMPRESSION);
        return parameters;
    }

    private static void writeTar(FileTree tree, Instant time, OutputStream out) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (Map.Entry<String, Node> named : tree.nodes().entrySet()) {
                write(named.getKey(), named.getValue(), time, tar);
            }
        }
    }

    private static void write(String path, Node node, Instant time, TarArchiveOutputStream tar) throws IOException {
        if (node instanceof Node.Directory directory) {
            put(entry(path + "/", TarConstants.LF_DIR, directory.mode(), time), tar);
        } else if (node instanceof Node.Link link) {
            TarArchiveEntry entry = entry(path, TarConstants.LF_SYMLINK, 0777, time);
            entry.setLinkName(link.target());
            put(entry, tar);
        } else if (node instanceof Node.File file) {
            TarArchiveEntry entry = entry(path, TarConstants.LF_NORMAL, file.mode(), time);
            entry.setSize(file.content().size());
            tar.putArchiveEntry(entry);
            try (InputStream in = file.content().open()) {
                in.transferTo(tar);
            }
            tar.closeArchiveEntry();
        }
    }

    private static void put(TarArchiveEntry entry, TarArchiveOutputStream tar) throws IOException {
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, byte type, int mode, Instant time) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setMode(mode);
        entry.setModTime(Date.from(time));
        entry.setIds(0, 0);
        entry.setNames("", "");
        return entry;
    }
}
