package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.enidirect.sandbox.FreePorts;
import io.enidirect.sandbox.Guard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start of the shipped jar that fails ends with the cause, for who has nothing but its last line. */
class StartFailuresTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String END = " ERROR Main The controller can't start or go on  cause=\"";

    @TempDir
    private Path directory;

    private final Guard guard = new Guard();
    private HttpServer stranger;

    @BeforeEach
    void listen() throws IOException {
        stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        stranger.start();
    }

    @AfterEach
    void stop() {
        stranger.stop(0);
        guard.close();
    }

    @Test
    void becauseNothingSaysWhereTheApiIs() throws IOException {
        assertThat(lastLine(Map.of("KUBECONFIG", ""))).contains(END + "There is no kubeconfig");
    }

    @Test
    void becauseThereIsNoSuchFile() throws IOException {
        String none = directory.resolve("none").toString();
        assertThat(lastLine(Map.of("KUBECONFIG", none)))
                .contains(END + "KUBECONFIG names " + none + ", and there is no such file");
    }

    @Test
    void becauseTheKubeconfigIsNone() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken"), "clusters: [");
        assertThat(lastLine(Map.of("KUBECONFIG", broken.toString()))).contains(END + "The kubeconfig can't be read: ");
    }

    @Test
    void becauseTheApiCannotBeReached() throws IOException {
        int port = FreePorts.next();
        assertThat(lastLine(Map.of("KUBECONFIG", kubeconfig(port))))
                .contains(END + "The Kubernetes API at http://127.0.0.1:" + port + "/ can't be reached")
                .contains("Connection refused");
    }

    @Test
    void becauseTheCredentialsAreNotKnown() throws IOException {
        String file = kubeconfig(stranger.getAddress().getPort());
        assertThat(lastLine(Map.of("KUBECONFIG", file))).contains("does not know the credentials (401 Unauthorized)");
    }

    @Test
    void becauseAPortIsTaken() throws IOException {
        String port = Integer.toString(stranger.getAddress().getPort());
        assertThat(lastLine(
                        Map.of("KUBECONFIG", kubeconfig(FreePorts.next())), "--http-port", "0", "--probe-port", port))
                .contains(END + "Port " + port + " can't be listened on")
                .contains("Address already in use");
    }

    @Test
    void inOneLineOfJson() throws IOException {
        assertThat(lastLine(Map.of("KUBECONFIG", ""), "--log-format", "json"))
                .startsWith("{\"time\":\"")
                .contains("\"level\":\"ERROR\"", "\"cause\":\"There is no kubeconfig");
    }

    private String lastLine(Map<String, String> kubernetes, String... options) throws IOException {
        Path log = directory.resolve("log");
        List<String> arguments = new ArrayList<>(List.of(
                "--region", "ap-guangzhou", "--vpc-id", "vpc-test", "--cluster-id", "cls-test", "--cloud-endpoint"));
        arguments.add("http://127.0.0.1:1");
        arguments.addAll(options.length == 0 ? List.of("--http-port", "0") : List.of(options));
        Map<String, String> environment = new HashMap<>(kubernetes);
        environment.putAll(
                Map.of("HOME", directory.toString(), "TENCENTCLOUD_SECRET_ID", "id", "TENCENTCLOUD_SECRET_KEY", "key"));
        try (ShippedController controller = ShippedController.start(guard, log, arguments, environment)) {
            await().atMost(PATIENCE).until(() -> controller.ended().isPresent());
            assertThat(controller.ended()).isEqualTo(Optional.of(1));
        }
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
        return lines.get(lines.size() - 1);
    }

    private String kubeconfig(int port) throws IOException {
        return Files.writeString(directory.resolve("kubeconfig"), """
                        apiVersion: v1
                        kind: Config
                        clusters: [{name: a, cluster: {server: "http://127.0.0.1:%d"}}]
                        users: [{name: a, user: {token: some}}]
                        contexts: [{name: a, context: {cluster: a, user: a}}]
                        current-context: a
                        """.formatted(port))
                .toString();
    }
}
