package io.enidirect.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.enidirect.sandbox.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The simulated cloud, by its own command line and control API ({@code docs/reference/simulator.md}). */
final class Simulator implements AutoCloseable {

    /** Known to both jars of this run, and of no use elsewhere. */
    static final String SECRET_ID = "quickstart-id";

    static final String SECRET_KEY = "quickstart-key";
    private static final String OWNER_TAG = "eni-direct-owner";
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofSeconds(5);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Child child;
    private final URI endpoint;
    private final URI control;

    private Simulator(Child child) {
        this.child = child;
        JsonNode ready = read(Patience.until(START, () -> {
                    child.checkAlive();
                    return child.line("{\"endpoint\"");
                })
                .orElseThrow(() -> new IllegalStateException("the simulator is not ready after " + START.toSeconds()
                        + " s; its last words:\n" + child.lastWords())));
        endpoint = URI.create(ready.path("endpoint").asText());
        control = URI.create(ready.path("control").asText());
    }

    static Simulator start(Guard guard, Path log, Path jar) {
        // health checks ten times as fast as the cloud's, so that nobody waits for them
        Child child = Child.java(
                guard,
                log,
                jar,
                Map.of(),
                List.of("--port", "0", "--secret-id", SECRET_ID, "--secret-key", SECRET_KEY, "--time-scale", "10"));
        try {
            return new Simulator(child);
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /** Of its control API. */
    URI control() {
        return control;
    }

    Path log() {
        return child.log();
    }

    /** Where a listener is really listened on, which differs where an address or port can't be bound; empty: nowhere. */
    Optional<InetSocketAddress> address(String protocol, String vip, int port) {
        return Optional.ofNullable(addresses().get(protocol + " " + vip + ":" + port));
    }

    /** All that is listened on, by {@code PROTOCOL vip:port}. */
    Map<String, InetSocketAddress> addresses() {
        Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
        send("GET", "/addresses", "").properties().forEach(entry -> {
            String address = entry.getValue().asText();
            int colon = address.lastIndexOf(':');
            addresses.put(
                    entry.getKey(),
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
        });
        return addresses;
    }

    /** The load balancers that were made for the object of that uid, as {@code GET /state} shows them. */
    List<JsonNode> loadBalancersOf(String uid) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode loadBalancer : send("GET", "/state", "").path("loadBalancers")) {
            if (loadBalancer.path("tags").path(OWNER_TAG).asText().equals(uid)) {
                found.add(loadBalancer);
            }
        }
        return found;
    }

    /** That of this id, whoever made it. */
    Optional<JsonNode> loadBalancer(String id) {
        for (JsonNode loadBalancer : send("GET", "/state", "").path("loadBalancers")) {
            if (loadBalancer.path("id").asText().equals(id)) {
                return Optional.of(loadBalancer);
            }
        }
        return Optional.empty();
    }

    /** The ids of all tasks that go on. */
    List<String> tasks() {
        List<String> ids = new ArrayList<>();
        send("GET", "/state", "").path("runningTasks").forEach(task -> ids.add(task.asText()));
        return ids;
    }

    /** Tells where on this machine addresses answer that are no pods'. */
    void map(Map<String, String> addresses) {
        send(
                "PUT",
                "/settings",
                json.valueToTree(Map.of("addresses", addresses)).toString());
    }

    private JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(control + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(CALL)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the simulator refuses " + method + " " + path + ": " + answer.body());
            }
            return read(answer.body());
        } catch (IOException e) {
            child.checkAlive();
            throw new UncheckedIOException("the simulator does not answer " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the simulator", e);
        }
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("no JSON from the simulator: " + text, e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
