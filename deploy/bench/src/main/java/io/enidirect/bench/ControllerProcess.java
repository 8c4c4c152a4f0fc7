package io.enidirect.bench;

import io.enidirect.sandbox.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The controller as it is shipped, with what the kernel knows of its process. */
final class ControllerProcess implements AutoCloseable {
    /** The options of its JVM; others by {@code -Dbench.jvm="…"}. */
    static final String JVM = System.getProperty("bench.jvm", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx300m");

    private static final Duration START = Duration.ofMinutes(1);
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final HttpClient http = HttpClient.newHttpClient();
    private final long started = System.nanoTime();
    private final Process process;
    private final URI ready;

    private ControllerProcess(Process process, int port) {
        this.process = process;
        this.ready = URI.create("http://127.0.0.1:" + port + "/readyz");
    }

    static ControllerProcess start(Path jar, Path log, Cluster cluster, String cloud) {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(Stream.of(
                                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()),
                                Stream.of(JVM.split(" ")),
                                Stream.of("-jar", jar.toString()),
                                Stream.of("run", "--region", "ap-guangzhou"),
                                Stream.of("--vpc-id", "vpc-bench", "--cluster-id", "cls-bench"),
                                Stream.of("--cloud-endpoint", cloud),
                                Stream.of("--rate-limit", Integer.toString(Rig.RATE)),
                                Stream.of("--leader-elect", "false"),
                                Stream.of("--http-port", Integer.toString(port)))
                        .flatMap(arguments -> arguments)
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("ENI_DIRECT_"));
        builder.environment()
                .putAll(Map.of(
                        "KUBECONFIG", cluster.kubeConfigFile().toString(),
                        "TENCENTCLOUD_SECRET_ID", Rig.SECRET_ID,
                        "TENCENTCLOUD_SECRET_KEY", Rig.SECRET_KEY));
        try {
            Process process = builder.start();
            cluster.guard().add(process.toHandle());
            return new ControllerProcess(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException("the controller can't be started", e);
        }
    }

    /** Answers how many seconds after its start it was ready. */
    double awaitReady() {
        Patience.until(START, "the controller is ready", this::isReady);
        return (System.nanoTime() - started) / 1e9;
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the controller has ended with " + process.exitValue());
        }
        try {
            return http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // does not listen yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the controller started", e);
        }
    }

    double cpuSeconds() {
        return process.toHandle().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    long rssMiB() {
        return status("VmRSS");
    }

    long peakRssMiB() {
        return status("VmHWM");
    }

    private long status(String name) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(NUMBER::matcher)
                    .filter(Matcher::find)
                    .mapToLong(number -> Long.parseLong(number.group()) / 1_024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // not on this system
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
