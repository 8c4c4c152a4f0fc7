package io.enidirect.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.http.Connections;
import io.enidirect.operator.http.HealthProbe;
import io.enidirect.operator.http.Reply;
import io.enidirect.operator.status.StatusPage.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusServerTest {
    /** Sooner than the kubelet gives up. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean synced = new AtomicBoolean();
    private final AtomicReference<StatusPage> page =
            new AtomicReference<>(new StatusPage("1.2.3", Map.of(), Map.of(), List.of()));
    private final HttpClient client = HttpClient.newHttpClient();
    private final StatusServer server = StatusServer.start(
            0,
            OptionalInt.empty(),
            List.of(new HealthProbe("workers", trouble::get), new HealthProbe("tasks", Optional::empty)),
            List.of(HealthProbe.until("informers", synced::get)),
            () -> "eni_direct_x 1\n",
            page::get);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void isHealthyUntilAProbeIsInTrouble() throws Exception {
        HttpResponse<String> well = get("/healthz");
        assertThat(well.statusCode()).isEqualTo(200);
        assertThat(well.body()).isEqualTo("workers: ok\ntasks: ok\n");

        trouble.set(Optional.of("stuck for 90 s"));
        HttpResponse<String> stuck = get("/healthz");
        assertThat(stuck.statusCode()).isEqualTo(503);
        assertThat(stuck.body()).isEqualTo("workers: stuck for 90 s\ntasks: ok\n");
    }

    @Test
    void isReadyOnceTheInformersAreSynced() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        synced.set(true);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void takesAProbeThatThrowsForTrouble() throws Exception {
        try (StatusServer broken = StatusServer.start(
                0,
                OptionalInt.empty(),
                List.of(new HealthProbe("broken", () -> {
                    throw new IllegalStateException("secret");
                })),
                List.of(),
                () -> "",
                page::get)) {
            HttpResponse<String> answer = get(broken.port(), "/healthz");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("broken: cannot tell: IllegalStateException\n");
        }
    }

    @Test
    void servesMetricsInPrometheusFormat() throws Exception {
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("eni_direct_x 1\n");
    }

    @Test
    void showsAPageWithEverythingEscaped() throws Exception {
        page.set(new StatusPage(
                "1.2.3",
                Map.of("region", "ap-guangzhou"),
                Map.of("Ready", 7),
                List.of(new Trouble("E4036", "Service a/b", "<script>alert('1 & \"2\"')</script>"))));
        HttpResponse<String> answer = get("/");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("default-src 'none'");
        assertThat(answer.body())
                .contains("<h1>eni-direct 1.2.3</h1>")
                .contains("<tr><td>region</td><td>ap-guangzhou</td></tr>")
                .contains("<tr><td>Ready</td><td>7</td></tr>")
                .contains("<tr><td>E4036</td><td>Service a/b</td>"
                        + "<td>&lt;script&gt;alert(&#39;1 &amp; &quot;2&quot;&#39;)&lt;/script&gt;</td></tr>")
                .doesNotContain("<script");
    }

    @Test
    void showsTheFirstOfManyProblemsAndCountsTheRest() throws Exception {
        page.set(new StatusPage(
                "1.2.3",
                Map.of(),
                Map.of(),
                IntStream.range(0, 203)
                        .mapToObj(i -> new Trouble("E1", "Service a/s" + i, "no"))
                        .toList()));
        assertThat(get("/").body())
                .contains("Problems (203)", "a/s199<", "and 3 more")
                .doesNotContain("a/s200<");
    }

    @Test
    void answersAFailingPageWithoutItsReason() throws Exception {
        page.set(new StatusPage("1.2.3", Map.of(), Map.of(), List.of()));
        try (StatusServer broken = StatusServer.start(0, OptionalInt.empty(), List.of(), List.of(), () -> "", () -> {
            throw new IllegalStateException("secret");
        })) {
            HttpResponse<String> answer = get(broken.port(), "/");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("failed, see the log\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"GET,/other,404", "GET,/healthz/,404", "GET,/healthzz,404", "POST,/healthz,405", "HEAD,/healthz,200"})
    void answersOnlyWhatItKnows(String method, String path, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(server.port(), path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(status);
    }

    @Test
    void healthIsHeardAmidTwoHundredHalfRequests() throws Exception {
        try (Strangers strangers = new Strangers()) {
            strangers.ask(server.port(), 200, "GET /healthz HT");
            assertThat(get("/healthz").statusCode()).isEqualTo(200);
            strangers.ask(server.port(), 200, "");
            assertThat(get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAddressHasNoMoreThanItsShareOfConnections() throws Exception {
        try (Strangers strangers = new Strangers()) {
            strangers.ask(server.port(), 200, "GET /healthz HT");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(strangers.connected()).isEqualTo(Connections.OF_AN_ADDRESS));
            List<String> others = IntStream.range(0, 40)
                    .mapToObj(last -> "127.0.3." + (last + 1))
                    .toList();
            for (String other : others) {
                strangers.ask(server.port(), other, Connections.OF_AN_ADDRESS, "GET /metrics HT");
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(strangers.connected()).isEqualTo(Connections.IN_ALL));
            assertThat(get("/metrics").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void healthWaitsForNoOtherPage() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        try (StatusServer busy = StatusServer.start(
                        0, OptionalInt.empty(), List.of(), List.of(), () -> awaited(slow), page::get);
                Strangers strangers = new Strangers()) {
            strangers.ask(busy.port(), Connections.OF_AN_ADDRESS - 1, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(get(busy.port(), "/healthz").statusCode()).isEqualTo(200);
        } finally {
            slow.countDown();
        }
    }

    @Test
    void healthHasAPortOfItsOwnWhereOneIsGiven() throws Exception {
        try (StatusServer two = StatusServer.start(
                        0, OptionalInt.of(0), List.of(), List.of(), () -> "eni_direct_x 1\n", page::get);
                Strangers strangers = new Strangers()) {
            strangers.ask(two.port(), 200, "GET /healthz HT");
            assertThat(two.probePort()).isNotEqualTo(two.port());
            assertThat(answers(two.probePort())).containsExactly(200, 200, 404, 404);
            assertThat(answers(two.port())).containsExactly(404, 404, 200, 200);
            assertThat(get(two.port(), "/").body()).contains("href=\"metrics\"").doesNotContain("href=\"healthz\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,200",
        "127.9.9.9,200",
        "::1,200",
        "0:0:0:0:0:0:0:1,200",
        "10.0.0.1,403",
        "::ffff:10.0.0.1,403",
        "fe80::1%eth0,403",
        "localhost,403"
    })
    void showsThePageToLoopbackPeersOnly(String peer, int status) {
        Reply reply = StatusServer.page(peer, page::get, List.of("/metrics"));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().contains("kubectl port-forward")).isEqualTo(status == 403);
    }

    @Test
    void keepsNoProcessAlive() {
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("vert.x")
                                || thread.getName().startsWith("health")
                                || thread.getName().startsWith("status"))
                        .filter(thread -> !thread.isDaemon())
                        .map(Thread::getName)
                        .collect(Collectors.toSet()))
                .isEmpty();
    }

    @Test
    void namesThePortThatIsTaken() {
        assertThatThrownBy(() -> StatusServer.start(
                        server.port(), OptionalInt.empty(), List.of(), List.of(), () -> "", page::get))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(String.valueOf(server.port()));
    }

    private List<Integer> answers(int port) throws IOException, InterruptedException {
        List<Integer> statuses = new ArrayList<>();
        for (String path : List.of("/healthz", "/readyz", "/metrics", "/")) {
            statuses.add(get(port, path).statusCode());
        }
        return statuses;
    }

    private static String awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(server.port(), path);
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(port, path)).timeout(SOON).build(), BodyHandlers.ofString());
    }

    /** Connections that ask for something, or for half of it, and wait. */
    private static final class Strangers implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        void ask(int port, int count, String text) throws IOException {
            ask(port, "127.0.0.2", count, text);
        }

        void ask(int port, String from, int count, String text) throws IOException {
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0);
                socket.setSoTimeout(1);
                sockets.add(socket);
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            }
        }

        long connected() {
            return sockets.stream().filter(Strangers::connected).count();
        }

        private static boolean connected(Socket socket) {
            try {
                return socket.getInputStream().read() >= 0;
            } catch (SocketTimeoutException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
