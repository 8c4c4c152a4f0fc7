package io.enidirect.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

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
    void namesWhatTheCredentialsNeed() {
        assertThat(run("--region", "ap-guangzhou", "--vpc-id", "vpc-1", "--cluster-id", "c"))
                .isEqualTo(64);
        assertThat(err.toString(UTF_8)).contains("TENCENTCLOUD_SECRET_ID");
    }

    @Test
    void endsByItselfWhereItsPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(run(
                            Map.of("TENCENTCLOUD_SECRET_ID", "id", "TENCENTCLOUD_SECRET_KEY", "key"),
                            "--region",
                            "ap-guangzhou",
                            "--vpc-id",
                            "vpc-1",
                            "--cluster-id",
                            "c",
                            "--leader-elect",
                            "false",
                            "--http-port",
                            Integer.toString(taken.getLocalPort())))
                    .isEqualTo(1);
        }
    }

    @Test
    void warnsAtItsStartOfAnEndpointThatOthersCanRead() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(Main.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(lines);
        try (ServerSocket taken = new ServerSocket(0)) {
            run(
                    Map.of("TENCENTCLOUD_SECRET_ID", "id", "TENCENTCLOUD_SECRET_KEY", "key"),
                    "--region=ap-guangzhou",
                    "--vpc-id=vpc-1",
                    "--cluster-id=c",
                    "--cloud-endpoint=http://clb.example.com",
                    "--http-port=" + taken.getLocalPort());
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
        assertThat(lines.list)
                .filteredOn(line -> line.getLevel() == Level.WARN)
                .singleElement()
                .satisfies(
                        line -> assertThat(line.getKeyValuePairs().toString()).contains("--cloud-endpoint"));
    }

    private int run(String... args) {
        return run(Map.of(), args);
    }

    private int run(Map<String, String> env, String... args) {
        return new Main(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)).run(args, env);
    }
}
