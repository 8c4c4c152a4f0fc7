package io.enidirect.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of {@code src/test/resources/sdks}, which does the same calls as the others with its language's own SDK. */
enum SdkProgram {
    JAVA(Pattern.compile("(tencentcloud-sdk-java)-([0-9.]+)\\.jar"), List.of()) {
        @Override
        String pinned() {
            return System.getProperty("java.class.path");
        }

        @Override
        List<String> command() {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            return List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-cp", pinned(), source("Flow.java"));
        }
    },
    GO(Pattern.compile("(tencentcloud/common) v([0-9.]+)"), List.of("go")) {
        @Override
        String pinned() throws IOException {
            return read("go.mod");
        }

        @Override
        List<String> preparation() {
            return List.of("go", "build", "-o", made("flow"), ".");
        }

        @Override
        List<String> command() {
            return List.of(made("flow"));
        }
    },
    PYTHON(Pattern.compile("(tencentcloud-sdk-python-clb)==([0-9.]+)"), List.of("python3", "pip3")) {
        @Override
        String pinned() throws IOException {
            return read("requirements.txt");
        }

        @Override
        List<String> preparation() {
            return List.of(
                    "pip3", "install", "-q", "--no-compile", "--target", made(""), "-r", source("requirements.txt"));
        }

        @Override
        List<String> command() {
            return List.of("python3", source("flow.py"));
        }
    },
    NODE(Pattern.compile("\"(tencentcloud-sdk-nodejs-common)\": \"([0-9.]+)\""), List.of("node", "npm")) {
        @Override
        String pinned() throws IOException {
            return read("package.json");
        }

        @Override
        List<String> preparation() throws IOException {
            for (String name : List.of("package.json", "package-lock.json")) {
                Files.copy(Path.of(source(name)), Path.of(made(name)), StandardCopyOption.REPLACE_EXISTING);
            }
            return List.of("npm", "ci", "--prefix", made(""), "--no-audit", "--no-fund", "--prefer-offline");
        }

        @Override
        List<String> command() {
            return List.of("node", source("flow.js"));
        }
    };

    private static final Path SOURCES = Path.of("src/test/resources/sdks");
    private static final Path MADE = Path.of("target/sdks");
    private static final int PATIENCE_SECONDS = 180;

    private final Pattern version;
    private final List<String> tools;

    SdkProgram(Pattern version, List<String> tools) {
        this.version = version;
        this.tools = tools;
    }

    /** What says which version of the SDK it has. */
    abstract String pinned() throws IOException;

    /** Gets the SDK to where the command finds it; nothing where it is there. */
    List<String> preparation() throws IOException {
        return List.of();
    }

    abstract List<String> command();

    /** The SDK by its name and version. */
    String sdk() throws IOException {
        Matcher found = version.matcher(pinned());
        if (!found.find()) {
            throw new AssertionError(this + " does not say its SDK's version as " + version);
        }
        return "`" + found.group(1) + "` " + found.group(2);
    }

    Optional<String> missingTool() {
        return tools.stream().filter(tool -> !isThere(tool)).findFirst();
    }

    private static boolean isThere(String tool) {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    /** Gets the SDK, unless an earlier run got this version of it. */
    void prepare() throws IOException {
        Path done = Path.of(made("prepared"));
        Files.createDirectories(done.getParent());
        List<String> preparation = preparation();
        boolean prepared = Files.exists(done) && Files.readString(done).equals(pinned());
        if (!preparation.isEmpty() && (!prepared || this == GO)) {
            run("preparation", preparation, Map.of());
            Files.writeString(done, pinned());
        }
    }

    /** What it says of its calls, line by line. */
    List<String> flow(String endpoint) throws IOException {
        Map<String, String> environment = Map.of(
                "SIMULATOR",
                endpoint.substring("http://".length()),
                "SIMULATOR_SECRET_ID",
                Client.ID,
                "SIMULATOR_SECRET_KEY",
                Client.KEY,
                "PYTHONPATH",
                made(""),
                "PYTHONIOENCODING",
                "utf-8",
                "NODE_PATH",
                made("node_modules"));
        return run("flow", command(), environment).lines().toList();
    }

    private String run(String title, List<String> command, Map<String, String> environment) throws IOException {
        Path out = Path.of(made(title + ".out"));
        Path err = Path.of(made(title + ".err"));
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder().toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!ended(process) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed or did not end\n" + read(out) + read(err));
        }
        return read(out);
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), UTF_8);
    }

    String read(String name) throws IOException {
        return read(Path.of(source(name)));
    }

    String source(String name) {
        return folder().resolve(name).toString();
    }

    /** What is made for it, which the next run finds. */
    String made(String name) {
        return folder(MADE).resolve(name).toString();
    }

    private Path folder() {
        return folder(SOURCES);
    }

    private Path folder(Path of) {
        return of.resolve(name().toLowerCase(Locale.ROOT)).toAbsolutePath();
    }
}
