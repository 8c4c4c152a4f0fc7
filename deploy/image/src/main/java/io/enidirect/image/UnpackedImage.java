package io.enidirect.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image as somebody else's tool unpacks it, and how it is run.
 *
 * @param root what the container sees as {@code /}
 * @param command before the container's arguments
 * @param user a number
 */
public record UnpackedImage(Path root, List<String> command, int user, Map<String, String> environment) {

    /**
     * By {@code umoci}.
     *
     * @param directory what the build has written for one architecture
     * @param bundle where it comes to lie; what is there is gone
     */
    public static UnpackedImage of(Path directory, Path bundle) {
        try {
            Path place = bundle.toAbsolutePath().normalize();
            Directories.delete(place);
            JsonNode index = json(directory.resolve("oci/index.json"));
            String version = index.path("manifests")
                    .path(0)
                    .path("annotations")
                    .path("org.opencontainers.image.ref.name")
                    .asText();
            Shell.run(
                    "apt-get install umoci",
                    List.of("umoci", "unpack", "--image", directory.resolve("oci") + ":" + version, place.toString()));
            return of(
                    place.resolve("rootfs"), json(place.resolve("config.json")).path("process"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UnpackedImage of(Path root, JsonNode process) {
        Map<String, String> environment = new LinkedHashMap<>();
        process.path("env").forEach(variable -> {
            String[] parts = variable.asText().split("=", 2);
            environment.put(parts[0], parts[1]);
        });
        List<String> command = new ArrayList<>();
        process.path("args").forEach(argument -> command.add(argument.asText()));
        return new UnpackedImage(root, command, process.path("user").path("uid").asInt(), environment);
    }

    /** Its command with other options of the JVM in front of its own, and with arguments. */
    public List<String> command(List<String> options, List<String> arguments) {
        List<String> all = new ArrayList<>(command.subList(0, 1));
        all.addAll(options);
        all.addAll(command.subList(1, command.size()));
        all.addAll(arguments);
        return all;
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
