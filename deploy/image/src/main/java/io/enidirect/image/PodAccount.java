package io.enidirect.image;

import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * By what a pod's container comes to the API server: its ServiceAccount's files, and two variables.
 *
 * @param token the ServiceAccount's
 * @param authority of the API server, in PEM
 */
public record PodAccount(String namespace, String token, String authority, URI server) {
    /** Relative to the image's root. */
    private static final String PLACE = "var/run/secrets/kubernetes.io/serviceaccount";

    /** With all rights. */
    static PodAccount of(Cluster cluster) {
        return of(cluster, "default", cluster.config().getOauthTokenProvider().getToken());
    }

    public static PodAccount of(Cluster cluster, String namespace, String token) {
        Config config = cluster.config();
        return new PodAccount(namespace, token, authority(config), URI.create(config.getMasterUrl()));
    }

    private static String authority(Config config) {
        if (config.getCaCertData() != null) {
            return new String(Base64.getMimeDecoder().decode(config.getCaCertData()), StandardCharsets.US_ASCII);
        }
        try {
            return Files.readString(Path.of(config.getCaCertFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the files where a pod has them. */
    public PodAccount mount(Path root) {
        try {
            Path directory = Files.createDirectories(root.resolve(PLACE));
            Files.writeString(directory.resolve("namespace"), namespace);
            Files.writeString(directory.resolve("token"), token);
            Files.writeString(directory.resolve("ca.crt"), authority);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void unmount(Path root) throws IOException {
        for (String part : List.of(PLACE, "var/run")) {
            Directories.delete(root.resolve(part));
        }
    }

    public Map<String, String> variables() {
        return Map.of(
                "KUBERNETES_SERVICE_HOST",
                server.getHost(),
                "KUBERNETES_SERVICE_PORT",
                Integer.toString(server.getPort()));
    }
}
