package io.enidirect.quickstart;

import io.enidirect.sandbox.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One of the shipped jars in a process of its own, which does not survive this one. What it prints is in a file. */
final class Child implements AutoCloseable {

    private static final int GRACE_SECONDS = 5;
    private static final int LAST_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** @param environment is added to this process's own, less what would speak to eni-direct by accident */
    static Child java(Guard guard, Path log, Path jar, Map<String, String> environment, List<String> arguments) {
        String name = jar.getFileName().toString();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is not there; `mvn -B -Pquickstart` builds it first");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .keySet()
                .removeIf(variable -> variable.startsWith("ENI_DIRECT_") || variable.startsWith("TENCENTCLOUD_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            guard.add(process.toHandle());
            return new Child(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** The first line it printed that begins so, if it has by now. */
    Optional<String> line(String beginning) {
        return lines().stream().filter(line -> line.startsWith(beginning)).findFirst();
    }

    /** Throws, with its last words, where it has ended by itself. */
    void checkAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    name + " ended with exit code " + process.exitValue() + "; its last words:\n" + lastWords());
        }
    }

    String lastWords() {
        List<String> lines = lines();
        return lines.stream()
                .skip(Math.max(0, lines.size() - LAST_LINES))
                .map(line -> "    " + line)
                .collect(Collectors.joining("\n"));
    }

    Path log() {
        return log;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /** Asks it to end, and makes it after some seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
    }
}
