package io.enidirect.operator.preview;

import io.enidirect.operator.options.PlanOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The command {@code plan}: files in, text out. */
public final class PlanCommand {
    private static final String STANDARD_INPUT = "-";

    private final Path directory;
    private final InputStream in;
    private final PrintStream out;

    /** @param directory that files are named from */
    public PlanCommand(Path directory, InputStream in, PrintStream out) {
        this.directory = directory;
        this.in = in;
        this.out = out;
    }

    /**
     * Reads, computes, prints.
     *
     * @return the exit code: 0 nothing to change, 2 changes, 1 any problem
     */
    public int run(PlanOptions options) {
        ManifestReader reader = new ManifestReader();
        options.files().forEach(file -> read(file, reader));
        Preview preview = new Previewer(new Cluster(reader.manifests(), options)).preview();
        out.print(preview.text());
        return preview.exitCode();
    }

    private void read(String file, ManifestReader reader) {
        String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
        try {
            byte[] bytes =
                    file.equals(STANDARD_INPUT) ? in.readAllBytes() : Files.readAllBytes(directory.resolve(file));
            reader.add(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (NoSuchFileException | InvalidPathException e) {
            reader.unreadable(name, "there is no such file");
        } catch (AccessDeniedException e) {
            reader.unreadable(name, "may not be read");
        } catch (CharacterCodingException e) {
            reader.unreadable(name, "is no text in UTF-8");
        } catch (IOException e) {
            reader.unreadable(
                    name,
                    Files.isDirectory(directory.resolve(file))
                            ? "is a directory: name files"
                            : String.valueOf(e.getMessage()));
        }
    }
}
