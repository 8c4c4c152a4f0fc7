package io.enidirect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan} of the shipped jar, where both Kubernetes and the cloud would be found. */
class ShippedPlanTest {
    @TempDir
    Path directory;

    @Test
    void plansAnExampleWithoutAskingAnybody() throws Exception {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + somebody.getLocalPort();
            Path out = directory.resolve("out");

            Process plan = start(address, out);

            assertThat(plan.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(out))
                    .contains(
                            "create load balancer (cluster-id)_default_tcp", "In all: 2 steps, 0 mistakes, 0 notices");
            assertThat(plan.exitValue()).isEqualTo(2);
            somebody.setSoTimeout(1);
            assertThatThrownBy(somebody::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private Process start(String address, Path out) throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts: [{name: here, context: {cluster: here, user: me}}]
                clusters: [{name: here, cluster: {server: "%s"}}]
                users: [{name: me, user: {token: none}}]
                """.formatted(address), UTF_8);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-jar",
                        ShippedController.JAR.toString(),
                        "plan",
                        "-f",
                        Path.of("..", "examples", "tcp.yaml").toString()))
                .redirectError(directory.resolve("err").toFile())
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("ENI_DIRECT_"));
        builder.environment()
                .putAll(Map.of(
                        "KUBECONFIG",
                        kubeconfig.toString(),
                        "ENI_DIRECT_CLOUD_ENDPOINT",
                        address,
                        "TENCENTCLOUD_SECRET_ID",
                        "id",
                        "TENCENTCLOUD_SECRET_KEY",
                        "key"));
        return builder.start();
    }
}
