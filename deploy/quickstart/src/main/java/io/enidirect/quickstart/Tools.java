package io.enidirect.quickstart;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the reader goes on with. The quickstart itself needs none of them: it prints commands of those only that are there.
 *
 * @param found on this machine, by the command's name
 */
record Tools(Map<String, Path> found) {
    static final String KUBECTL = "kubectl";
    static final String CURL = "curl";
    static final String NC = "nc";

    private static final Map<String, String> SOURCES = Map.of(
            KUBECTL,
            "https://kubernetes.io/docs/tasks/tools",
            CURL,
            "package curl",
            NC,
            "package netcat-openbsd; asks the UDP examples");

    Tools {
        found = Map.copyOf(found);
    }

    /**
     * @param brought a kubectl beside the control plane; a download of that brings none, and then it is the reader's own
     * @param path as the variable has it
     */
    static Tools find(Path brought, @Nullable String path) {
        Map<String, Path> found = new TreeMap<>();
        for (String command : List.of(KUBECTL, CURL, NC)) {
            Stream.concat(command.equals(KUBECTL) ? Stream.of(brought) : Stream.empty(), onPath(command, path))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .ifPresent(file -> found.put(command, file));
        }
        return new Tools(found);
    }

    private static Stream<Path> onPath(String command, @Nullable String path) {
        return Arrays.stream(path == null ? new String[0] : path.split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory).resolve(command));
    }

    boolean has(String command) {
        return found.containsKey(command);
    }

    /** To be told before anything is started. */
    Optional<String> missing() {
        List<String> missing = Stream.of(KUBECTL, CURL, NC)
                .filter(command -> !has(command))
                .map(command -> command + " (" + SOURCES.get(command) + ")")
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(missing.stream()
                        .collect(Collectors.joining(
                                ", ",
                                "to go on by hand while it stays, install ",
                                "; no command is printed that needs what is not there")));
    }
}
