package io.enidirect.operator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enidirect.operator.http.StatusPage.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusServerTest {
    private final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean synced = new AtomicBoolean();
    private final AtomicReference<StatusPage> page =
            new AtomicReference<>(new StatusPage("1.2.3", Map.of(), Map.of(), List.of()));
    private final HttpClient client = HttpClient.newHttpClient();
    private final StatusServer server = StatusServer.start(
            0,
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
        try (StatusServer broken = StatusServer.start(0, List.of(), List.of(), () -> "", () -> {
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
    void answersWhileOthersHangInTheMiddleOfTheirRequests() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.getOutputStream().write("GET /healthz HT".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            assertThat(get("/healthz").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void keepsNoProcessAlive() {
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("HTTP-Dispatcher")
                                || thread.getName().startsWith("status"))
                        .filter(thread -> !thread.isDaemon())
                        .map(Thread::getName)
                        .collect(Collectors.toSet()))
                .isEmpty();
    }

    @Test
    void namesThePortThatIsTaken() {
        assertThatThrownBy(() -> StatusServer.start(server.port(), List.of(), List.of(), () -> "", page::get))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(String.valueOf(server.port()));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(server.port(), path);
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(port, path))
                        .timeout(Duration.ofSeconds(25))
                        .build(),
                BodyHandlers.ofString());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
