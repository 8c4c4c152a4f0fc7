package io.enidirect.operator.preview;

import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.SourceOptions;
import io.enidirect.operator.kinds.registry.HouseKinds;
import io.enidirect.operator.options.PlanOptions;
import io.enidirect.operator.snapshot.WriteTkeAnnotations;
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
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The command {@code plan}: files in, text out. */
public final class PlanCommand {
    private static final String STANDARD_INPUT = "-";
    /** Of a directory, as kubectl takes them; what lies deeper is not looked for. */
    private static final Pattern MANIFEST = Pattern.compile(".+\\.(yaml|yml|json)");

    private final Path directory;
    private final InputStream in;
    private final UnaryOperator<Kinds> kinds;
    private final PrintStream out;

    /** @param directory that files are named from */
    public PlanCommand(Path directory, InputStream in, PrintStream out) {
        this(directory, in, out, UnaryOperator.identity());
    }

    /** @param kinds of source that there are, by those of the house */
    PlanCommand(Path directory, InputStream in, PrintStream out, UnaryOperator<Kinds> kinds) {
        this.directory = directory;
        this.in = in;
        this.out = out;
        this.kinds = kinds;
    }

    /**
     * Reads, computes, prints.
     *
     * @return the exit code: 0 nothing to change, 2 changes, 1 a mistake
     */
    public int run(PlanOptions options) {
        Kinds sources = kinds.apply(HouseKinds.of(new SourceOptions(
                options.ingressClasses(),
                options.claimBesideTke(),
                options.defaultProfile(),
                options.vpcId().orElse(""),
                WriteTkeAnnotations.NEVER)));
        ManifestReader reader = new ManifestReader(sources);
        options.files().forEach(file -> readAll(file, reader));
        Preview preview = new Previewer(new Cluster(reader.manifests(), sources, options)).preview();
        out.print(options.output() == PlanOptions.Output.JSON ? PreviewJson.of(preview) : PreviewText.of(preview));
        return preview.exitCode();
    }

    private void readAll(String file, ManifestReader reader) {
        Path path = path(file);
        if (path == null || !Files.isDirectory(path)) {
            read(file, reader);
            return;
        }
        try (Stream<Path> found = Files.list(path)) {
            List<String> names = found.filter(Files::isRegularFile)
                    .map(each -> each.getFileName().toString())
                    .filter(name -> MANIFEST.matcher(name).matches())
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                reader.unreadable(file, "is a directory without a file .yaml, .yml or .json");
            }
            names.forEach(name -> read(file.replaceFirst("/*$", "/") + name, reader));
        } catch (AccessDeniedException e) {
            reader.unreadable(file, "may not be read");
        } catch (IOException e) {
            reader.unreadable(file, String.valueOf(e.getMessage()));
        }
    }

    /** Null for what can be no name of a file, and for standard input. */
    private @Nullable Path path(String file) {
        try {
            return file.equals(STANDARD_INPUT) ? null : directory.resolve(file);
        } catch (InvalidPathException e) {
            return null;
        }
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
            reader.unreadable(name, String.valueOf(e.getMessage()));
        }
    }
}
