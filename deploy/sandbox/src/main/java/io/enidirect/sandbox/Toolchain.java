package io.enidirect.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the go command in one directory, at low priority, and tells how far it got. */
final class Toolchain implements AutoCloseable {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Path go;
    private final Map<String, String> environment;
    private final Path directory;
    private final Consumer<String> progress;
    private final Guard guard = new Guard();

    Toolchain(Path go, Map<String, String> environment, Path directory, Consumer<String> progress) {
        this.go = go;
        this.environment = environment;
        this.directory = directory;
        this.progress = progress;
    }

    void say(String line) {
        progress.accept(line);
    }

    /** Returns what it wrote to its standard output. */
    String run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "stdout-", ".txt");
        follow(List.of(arguments), output, "go " + String.join(" ", arguments));
        return Files.readString(output);
    }

    void build(String name, String flags, String source) throws IOException, InterruptedException {
        say("building " + name);
        List<String> command = List.of("build", "-v", "-trimpath", "-buildvcs=false", "-ldflags", flags, "-o");
        List<String> arguments = new ArrayList<>(command);
        arguments.add(directory.resolve("out").resolve(name).toString());
        arguments.add(source);
        follow(arguments, Files.createTempFile(directory, "stdout-", ".txt"), "building " + name);
    }

    private void follow(List<String> arguments, Path output, String what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("nice", go.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("CGO_ENABLED", "0", "GOFLAGS", "-mod=mod", "GOTOOLCHAIN", "local"));
        Process process = builder.redirectOutput(output.toFile()).start();
        guard.add(process.toHandle());
        String last = count(process, what);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(what + " failed with exit code " + code + ": " + last);
        }
    }

    /** With -v go names each package it has compiled, and each module it fetches, on its standard error. */
    private String count(Process process, String what) throws IOException {
        long started = System.nanoTime();
        long said = started;
        int lines = 0;
        String last = "";
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                last = line;
                long now = System.nanoTime();
                if (now - said > BETWEEN_LINES.toNanos()) {
                    said = now;
                    say(what + ": " + lines + " packages after "
                            + Duration.ofNanos(now - started).toSeconds() + " s");
                }
            }
        }
        return last;
    }

    @Override
    public void close() {
        guard.close();
    }
}
