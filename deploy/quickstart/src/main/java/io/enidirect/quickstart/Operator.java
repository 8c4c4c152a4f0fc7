package io.enidirect.quickstart;

import io.enidirect.sandbox.FreePorts;
import io.enidirect.sandbox.Guard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The controller as it is shipped, by its documented options only. */
final class Operator implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(40);
    private static final Duration CALL = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Child child;
    private final URI statusPage;

    private Operator(Child child, int port) {
        this.child = child;
        this.statusPage = URI.create("http://127.0.0.1:" + port + "/");
        if (!Patience.untilTrue(START, this::ready)) {
            throw new IllegalStateException("the controller is not ready after " + START.toSeconds()
                    + " s; its last words:\n" + child.lastWords());
        }
    }

    /** Returns when it is ready. */
    static Operator start(Guard guard, Path log, Path jar, Path kubeConfig, URI cloud) {
        int port = FreePorts.next();
        Map<String, String> environment = Map.of(
                "KUBECONFIG", kubeConfig.toString(),
                "TENCENTCLOUD_SECRET_ID", Simulator.SECRET_ID,
                "TENCENTCLOUD_SECRET_KEY", Simulator.SECRET_KEY);
        List<String> arguments = List.of(
                "run",
                "--region",
                "ap-guangzhou",
                "--vpc-id",
                "vpc-quickst",
                "--cluster-id",
                "cls-quickst",
                "--cloud-endpoint",
                cloud.toString(),
                "--leader-elect",
                "false",
                "--http-port",
                Integer.toString(port),
                // for the example of an ExternalBackend, whose comment says so
                "--external-ranges",
                "192.168.10.0/24");
        Child child = Child.java(guard, log, jar, environment, arguments);
        try {
            return new Operator(child, port);
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }

    URI statusPage() {
        return statusPage;
    }

    Path log() {
        return child.log();
    }

    void checkAlive() {
        child.checkAlive();
    }

    private boolean ready() {
        child.checkAlive();
        HttpRequest request = HttpRequest.newBuilder(statusPage.resolve("readyz"))
                .timeout(CALL)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // does not listen yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the controller started", e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
