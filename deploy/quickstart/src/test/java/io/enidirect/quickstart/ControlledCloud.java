package io.enidirect.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.enidirect.sandbox.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The simulator's jar, with the controls that a test needs ({@code docs/reference/simulator.md}). */
final class ControlledCloud implements AutoCloseable {
    private static final Path JAR =
            Path.of("..", "..", "cloud-adapter", "simulator", "target", "eni-direct-simulator.jar");
    private static final Duration START = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Child child;
    private final JsonNode ready;

    private ControlledCloud(Child child) {
        this.child = child;
        this.ready = Patience.until(START, () -> {
                    child.checkAlive();
                    return child.line("{\"endpoint\"");
                })
                .map(this::read)
                .orElseThrow(() -> new IllegalStateException("the simulator is not ready: " + child.lastWords()));
    }

    static ControlledCloud start(Guard guard, Path log) {
        List<String> arguments = List.of("--secret-id", Simulator.SECRET_ID, "--secret-key", Simulator.SECRET_KEY);
        return new ControlledCloud(Child.java(guard, log, JAR, Map.of(), arguments));
    }

    URI endpoint() {
        return URI.create(ready.path("endpoint").asText());
    }

    /** The next call of this action is executed, and its answer waits for {@link #release}. */
    void hold(String action) {
        send("POST", "/faults", "{\"match\": {\"action\": \"%s\"}, \"fault\": \"HOLD\"}".formatted(action));
    }

    int held() {
        return send("GET", "/held", "").path("held").asInt();
    }

    void release() {
        send("POST", "/release", "");
    }

    /** Where a listener such as {@code HTTP 10.1.2.3:80} is really listened on; empty: nowhere. */
    Optional<InetSocketAddress> address(String listener) {
        return Optional.of(send("GET", "/addresses", "").path(listener).asText())
                .filter(address -> !address.isEmpty())
                .map(address -> URI.create("http://" + address))
                .map(address -> new InetSocketAddress(address.getHost(), address.getPort()));
    }

    JsonNode loadBalancers() {
        return send("GET", "/state", "").path("loadBalancers");
    }

    /** The names of the executed writes, in order. */
    List<String> writes() {
        return StreamSupport.stream(send("GET", "/calls", "").spliterator(), false)
                .filter(call -> call.path("executed").asBoolean())
                .map(call -> call.path("action").asText())
                .filter(action -> !action.startsWith("Describe"))
                .toList();
    }

    void forgetCalls() {
        send("DELETE", "/calls", "");
    }

    private JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(ready.path("control").asText() + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return read(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the simulator", e);
        }
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON from the simulator: " + text, e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
