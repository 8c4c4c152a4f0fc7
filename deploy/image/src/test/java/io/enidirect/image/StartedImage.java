package io.enidirect.image;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The image's container, by the command that it has itself. */
record StartedImage(Container container, URI http, long started) implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Pattern USER = Pattern.compile("(?m)^Uid:\\s+(\\d+)");

    /** Returns at once. */
    static StartedImage start(Cluster cluster, UnpackedImage image, Path log, List<String> further) {
        return start(cluster, image, log, List.of(), further);
    }

    /**
     * Returns at once.
     *
     * @param jvmOptions beside the image's own
     */
    static StartedImage start(
            Cluster cluster, UnpackedImage image, Path log, List<String> jvmOptions, List<String> further) {
        Map<String, String> environment = new HashMap<>(image.environment());
        environment.putAll(PodAccount.of(cluster).variables());
        environment.put("POD_NAME", "eni-direct-0");
        environment.put("POD_NAMESPACE", "default");
        environment.put("TENCENTCLOUD_SECRET_ID", "id");
        environment.put("TENCENTCLOUD_SECRET_KEY", "key");
        int port = FreePorts.next();
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "run",
                                "--region=ap-guangzhou",
                                "--vpc-id=vpc-1a2b3c4d",
                                "--cluster-id=cls-1a2b3c4d",
                                "--cloud-endpoint=http://127.0.0.1:9",
                                "--http-port=" + port),
                        further.stream())
                .toList();
        long started = System.nanoTime();
        Container container =
                Container.start(image.root(), image.user(), environment, image.command(jvmOptions, arguments), log);
        cluster.guard().add(container.handle());
        return new StartedImage(container, URI.create("http://127.0.0.1:" + port), started);
    }

    /** Answers how long it took from its start. */
    Duration awaitReady(Duration patience) {
        Awaitility.await()
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> send("/readyz").statusCode() == 200);
        return Duration.ofNanos(System.nanoTime() - started);
    }

    String get(String path) throws IOException, InterruptedException {
        return send(path).body();
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(http.resolve(path)).timeout(CALL).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The number of the user as whom it runs, from the kernel. */
    String user() throws IOException {
        var matcher = USER.matcher(Files.readString(
                Path.of("/proc", Long.toString(container.inner().pid()), "status")));
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() {
        container.close();
    }
}
