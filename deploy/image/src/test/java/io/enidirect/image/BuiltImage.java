package io.enidirect.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The image as {@code mvn -Pimage} builds it, once in a run, where the tests of the chart find it as well. */
final class BuiltImage {
    static final Path DIRECTORY = Path.of("target", "image", "amd64");
    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    static final String TIME = "2026-11-25T00:00:00Z";

    private static final String JDK = "ENI_DIRECT_IMAGE_JDK";
    private static final ObjectMapper JSON = new ObjectMapper();

    private BuiltImage() {}

    /** Where a JDK was promised, the lack of a tool is a failure. */
    static boolean canBe() {
        if (System.getenv(JDK) == null) {
            System.out.println("SKIPPED: tests of the image; " + JDK + " names no JDK 25");
            return false;
        }
        List<String> missing = Stream.of("skopeo", "umoci", "unshare", "apt-get")
                .filter(program -> Shell.find(program).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(JDK + " is set, and these are missing: " + missing);
        }
        return true;
    }

    /** Answers what was printed. */
    static String build(String... further) {
        List<String> arguments = new ArrayList<>(List.of(
                "--root=" + ROOT, "--output=" + DIRECTORY.getParent(), "--version=0.1.0-SNAPSHOT", "--time=" + TIME));
        arguments.addAll(List.of(further));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = BuildImage.run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments.toArray(String[]::new));
        String printed = out.toString(StandardCharsets.UTF_8);
        if (code != 0) {
            throw new AssertionError("no image, but " + code + ":\n" + printed);
        }
        System.out.println(printed);
        return printed;
    }

    /** As somebody else's tool unpacks it. */
    static UnpackedImage unpack() {
        return UnpackedImage.of(DIRECTORY, Path.of("target", "unpacked"));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
