package io.enidirect.quickstart;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The controller's jar in a process that a test can kill. It leads as a pod does whose container is started again. */
final class ShippedController implements AutoCloseable {
    static final Path JAR = Path.of("..", "..", "operator", "target", "eni-direct.jar");

    private final Process process;

    private ShippedController(Process process) {
        this.process = process;
    }

    /** Returns at once. */
    static ShippedController start(Cluster cluster, URI cloud, Path log) {
        return start(cluster, cloud, log, List.of());
    }

    /** Returns at once. */
    static ShippedController start(Cluster cluster, URI cloud, Path log, List<String> jvmOptions) {
        return start(
                cluster.guard(),
                log,
                jvmOptions,
                List.of(
                        "--region",
                        "ap-guangzhou",
                        "--vpc-id",
                        "vpc-test",
                        "--cluster-id",
                        "cls-test",
                        "--cloud-endpoint",
                        cloud.toString(),
                        "--http-port",
                        "0"),
                Map.of(
                        "KUBECONFIG",
                        cluster.kubeConfigFile().toString(),
                        "POD_NAMESPACE",
                        "default",
                        "POD_NAME",
                        "eni-direct-0",
                        "TENCENTCLOUD_SECRET_ID",
                        Simulator.SECRET_ID,
                        "TENCENTCLOUD_SECRET_KEY",
                        Simulator.SECRET_KEY));
    }

    /** Returns at once. */
    static ShippedController start(Guard guard, Path log, List<String> arguments, Map<String, String> environment) {
        return start(guard, log, List.of(), arguments, environment);
    }

    private static ShippedController start(
            Guard guard, Path log, List<String> jvmOptions, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // half the time to start
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("ENI_DIRECT_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            guard.add(process.toHandle());
            return new ShippedController(process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the controller", e);
        }
    }

    /** Its exit code, if it has ended by itself. */
    Optional<Integer> ended() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    /** SIGTERM; returns its exit code. */
    int end() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** SIGKILL: it can do nothing any more, and its connections break. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
