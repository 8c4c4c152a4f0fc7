package io.enidirect.operator.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CheckCommandTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration PER_TRY = Duration.ofSeconds(2);

    private final AtomicInteger asked = new AtomicInteger();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void endsWithTheFirstAnswerThatIsGood() throws IOException {
        assertThat(check(LONG, LONG, turn -> 200)).isZero();
        assertThat(said()).matches("http://\\S+/readyz: answered 200\\.");
        assertThat(asked).hasValue(1);
    }

    @Test
    void asksAgainUntilItIsReady() throws IOException {
        assertThat(check(LONG, SHORT, turn -> turn < 3 ? 503 : 200)).isZero();
        assertThat(said()).matches("http://\\S+/readyz: answered 200\\.");
        assertThat(asked).hasValue(3);
    }

    @Test
    void saysWhatItSawAtLastWhereItNeverIs() throws IOException {
        assertThat(check(Duration.ofSeconds(2), SHORT, turn -> turn == 1 ? 404 : 503))
                .isEqualTo(1);
        assertThat(said())
                .matches("http://\\S+/readyz: not one answer 200 in 2 s, at last 503\\. See in the log of who answers"
                        + " why\\.");
        assertThat(asked).hasValueGreaterThan(1);
    }

    /** It may lead to something that always answers. */
    @Test
    void followsNoRedirect() throws IOException {
        assertThat(check(SHORT, SHORT, turn -> 302)).isEqualTo(1);
        assertThat(said()).contains("at last 302.");
    }

    @Test
    void saysThatNothingListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThat(check("http://127.0.0.1:" + free + "/readyz")).isEqualTo(1);
        assertThat(said()).contains(":" + free + "/readyz: not one answer 200 in 0 s, at last no connection. See that");
    }

    @Test
    void saysThatTheHostHasNoAddress() {
        assertThat(check("http://nobody.invalid/readyz")).isEqualTo(1);
        assertThat(said()).contains("at last no address of this host. Correct it");
    }

    @Test
    void waitsForNoAnswerLongerThanTwoSeconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(check("http://127.0.0.1:" + silent.getLocalPort() + "/readyz"))
                    .isEqualTo(1);
        }
        assertThat(said()).contains("at last none within 2 s. See that no NetworkPolicy");
    }

    private int check(Duration patience, Duration pause, IntUnaryOperator status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/readyz", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status.applyAsInt(asked.incrementAndGet()), -1);
            exchange.close();
        });
        server.createContext("/elsewhere", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            return check(
                    patience, pause, "http://127.0.0.1:" + server.getAddress().getPort() + "/readyz");
        } finally {
            server.stop(0);
        }
    }

    private int check(String url) {
        return check(SHORT, SHORT, url);
    }

    private int check(Duration patience, Duration pause, String url) {
        return new CheckCommand(patience, PER_TRY, pause, new PrintStream(out, true, UTF_8)).run(URI.create(url));
    }

    /** One line. */
    private String said() {
        assertThat(out.toString(UTF_8)).hasLineCount(1);
        return out.toString(UTF_8).strip();
    }
}
