package io.enidirect.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine that the build can't do without. */
final class Shell {
    private Shell() {}

    /** Where the program of that name is; empty: nowhere. */
    static Optional<Path> find(String program) {
        return Stream.of((System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Waits for its end.
     *
     * @param remedy what the reader can do where it fails
     * @return what it printed, both streams
     * @throws Unbuildable with its own words where it is not there or does not end with 0
     */
    static String run(String remedy, List<String> command) {
        return run(remedy, Path.of("").toAbsolutePath(), command);
    }

    static String run(String remedy, Path directory, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new Unbuildable("`" + String.join(" ", command) + "` ended with " + code + ": " + output.strip()
                        + "\n" + remedy);
            }
            return output;
        } catch (IOException e) {
            throw new Unbuildable(command.get(0) + " can't be started: " + e.getMessage() + "\n" + remedy, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unbuildable("interrupted while " + command.get(0) + " ran", e);
        }
    }

    /** As {@link #run(String, List)}, with what it prints in a file. */
    static void runInto(Path file, String remedy, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(file.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int code = process.waitFor();
            if (code != 0) {
                throw new Unbuildable("`" + String.join(" ", command) + "` ended with " + code + "\n" + remedy);
            }
        } catch (IOException e) {
            throw new Unbuildable(command.get(0) + " can't be started: " + e.getMessage() + "\n" + remedy, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unbuildable("interrupted while " + command.get(0) + " ran", e);
        }
    }
}
