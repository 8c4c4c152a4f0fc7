package io.enidirect.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class MainTest {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Main.class);

    @TempDir
    private Path empty;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void asQuietAsBefore() {
        LOGGER.getLoggerContext().getLogger(LogOutput.OURS).setLevel(null);
        LOGGER.getLoggerContext().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
    }

    @Test
    void refusesABadCommandLineWithAllErrorsOnStandardError() {
        assertThat(run("--region", "X", "--vpc-id", "vpc-1", "--workers", "0", "--cluster-id", "c"))
                .isEqualTo(64);
        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "--region: 'X' is not a region of the cloud. Give a value such as ap-guangzhou.",
                        "--workers: '0' is not a whole number from 1 to 1000. Leave it out for 64.");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void printsHelpAndVersionOnStandardOutput() {
        assertThat(run("--help")).isZero();
        assertThat(run("--version")).isZero();
        assertThat(out.toString(UTF_8)).contains("Usage: eni-direct", "eni-direct development");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void plansFilesWithNothingElseGiven() {
        assertThat(run("plan", "-f", "../deploy/examples/tcp.yaml")).isEqualTo(2);
        assertThat(out.toString(UTF_8)).contains("create load balancer (cluster-id)_default_tcp");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void checksAUrlWithNothingElseGiven() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/readyz", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/readyz";
            assertThat(run("check", "--url", url)).isZero();
            assertThat(out.toString(UTF_8)).isEqualTo(url + ": answered 200." + System.lineSeparator());
        } finally {
            server.stop(0);
        }
        assertThat(run("check", "--url", "readyz")).isEqualTo(64);
        assertThat(err.toString(UTF_8)).startsWith("--url: 'readyz' is not an http or https URL");
    }

    @Test
    void namesWhatTheCredentialsNeed() {
        assertThat(run("--region", "ap-guangzhou", "--vpc-id", "vpc-1", "--cluster-id", "c"))
                .isEqualTo(64);
        assertThat(err.toString(UTF_8)).contains("TENCENTCLOUD_SECRET_ID");
    }

    @Test
    void namesAProxyThatCannotBeUsedWithoutItsPassword() {
        assertThat(run(
                        Map.of("HTTPS_PROXY", "socks5://me:hunter2@proxy.test"),
                        "--region=ap-guangzhou",
                        "--vpc-id=vpc-1",
                        "--cluster-id=c"))
                .isEqualTo(64);
        assertThat(err.toString(UTF_8))
                .startsWith("HTTPS_PROXY: '…@proxy.test' is no proxy that can be used: it has to be http://");
    }

    @Test
    void saysAtItsStartByWhichProxiesItCalls() {
        String home = empty.toString();

        List<ILoggingEvent> lines = start(Map.of("HOME", home, "HTTPS_PROXY", "http://me:hunter2@proxy.test:3128"), 1);

        assertThat(LogOutputTest.text(lines.get(0)))
                .contains("proxies=\"{https=http://proxy.test:3128}\"")
                .doesNotContain("hunter2");
    }

    @Test
    void endsWithTheCauseWhereItsPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());

            List<ILoggingEvent> lines =
                    start(Map.of("KUBECONFIG", file()), 1, "--leader-elect=false", "--http-port=" + port);

            assertThat(last(lines))
                    .contains("ERROR Main The controller can't start or go on  cause=\"Port " + port)
                    .contains("Address already in use")
                    .hasLineCount(1);
        }
    }

    @Test
    void endsWithTheCauseWhereNothingSaysWhereKubernetesIs() {
        String home = empty.toString();

        assertThat(last(start(Map.of("HOME", home), 1)))
                .contains("cause=\"There is no kubeconfig: this is no pod of a cluster, KUBECONFIG is not set")
                .hasLineCount(1);
        assertThat(last(start(Map.of("HOME", home, "KUBECONFIG", home + "/none"), 1)))
                .contains("cause=\"KUBECONFIG names " + home + "/none, and there is no such file. Name a kubeconfig")
                .hasLineCount(1);
    }

    @Test
    void warnsAtItsStartOfAnEndpointThatOthersCanRead() {
        assertThat(warnings("--cloud-endpoint=http://clb.example.com"))
                .singleElement()
                .asString()
                .contains("--cloud-endpoint");
    }

    @Test
    void warnsAtItsStartOfAnOptionWithoutEffect() {
        assertThat(warnings("--readiness-timeout=90s", "--webhook-port=0"))
                .singleElement()
                .asString()
                .contains("--readiness-timeout: '90s' has no effect yet: there are no readiness gates");
    }

    private List<String> warnings(String... options) {
        return start(Map.of("HOME", empty.toString()), 1, options).stream()
                .filter(line -> line.getLevel() == Level.WARN)
                .map(line -> line.getKeyValuePairs().toString())
                .toList();
    }

    private String file() throws IOException {
        return Files.writeString(empty.resolve("kubeconfig"), "").toString();
    }

    /** All that the start says of itself. */
    private List<ILoggingEvent> start(Map<String, String> environment, int code, String... options) {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        LOGGER.addAppender(lines);
        Map<String, String> env = new HashMap<>(environment);
        env.putAll(Map.of("TENCENTCLOUD_SECRET_ID", "id", "TENCENTCLOUD_SECRET_KEY", "key"));
        List<String> arguments = new ArrayList<>(List.of("--region=ap-guangzhou", "--vpc-id=vpc-1", "--cluster-id=c"));
        arguments.addAll(List.of(options));
        try {
            assertThat(run(env, arguments.toArray(String[]::new))).isEqualTo(code);
        } finally {
            LOGGER.detachAppender(lines);
        }
        return lines.list;
    }

    private static String last(List<ILoggingEvent> lines) {
        return LogOutputTest.text(lines.get(lines.size() - 1));
    }

    private int run(String... args) {
        return run(Map.of(), args);
    }

    private int run(Map<String, String> env, String... args) {
        return new Main(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)).run(args, env);
    }
}
