package io.enidirect.quickstart;

import io.enidirect.sandbox.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The controller's jar in a process that a test can kill. It leads as a pod does whose container is started again. */
final class ShippedController implements AutoCloseable {
    private static final Path JAR = Path.of("..", "..", "operator", "target", "eni-direct.jar");

    private final Process process;

    private ShippedController(Process process) {
        this.process = process;
    }

    /** Returns at once. */
    static ShippedController start(Cluster cluster, URI cloud, Path log) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                JAR.toString(),
                "--region",
                "ap-guangzhou",
                "--vpc-id",
                "vpc-test",
                "--cluster-id",
                "cls-test",
                "--cloud-endpoint",
                cloud.toString(),
                "--http-port",
                "0",
                "--webhook-port",
                "0");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("ENI_DIRECT_"));
        builder.environment()
                .putAll(Map.of(
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
        try {
            Process process = builder.start();
            cluster.guard().add(process.toHandle());
            return new ShippedController(process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the controller", e);
        }
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
