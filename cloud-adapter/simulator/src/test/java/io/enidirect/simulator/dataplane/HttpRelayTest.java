package io.enidirect.simulator.dataplane;

import static io.enidirect.simulator.dataplane.HttpRules.frontend;
import static io.enidirect.simulator.dataplane.HttpRules.rule;
import static io.enidirect.simulator.dataplane.HttpRules.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.simulator.dataplane.Frontend.Upstream;
import io.enidirect.simulator.dataplane.HttpRule.Origin;
import io.enidirect.simulator.dataplane.HttpRule.Redirect;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a request and its answer on their way, over real sockets. */
@Timeout(90)
class HttpRelayTest {
    private static final int LARGE = 32 * 1024 * 1024;

    private final NettyDataPlane dataPlane = new NettyDataPlane();

    @AfterEach
    void close() {
        dataPlane.close();
    }

    private InetSocketAddress listen(HttpRule... rules) {
        HttpFrontend frontend = frontend(rules);
        dataPlane.put(frontend);
        return Objects.requireNonNull(dataPlane.addresses().get(frontend.address()), "bound");
    }

    @Test
    void answersByTheRouterAndTellsTheTargetWhoAsked() throws IOException {
        try (HttpTarget pod = HttpTarget.naming("10.73.1.1")) {
            InetSocketAddress frontend = listen(
                    rule("d.x", "/only/", pod.weighing(10)),
                    rule("a.x", "/", pod.weighing(10)),
                    rule("b.x", "/empty"),
                    rule("b.x", "/zero", pod.weighing(0)));

            assertThat(Http.get(frontend, "a.x:8080", "/p%20q/./r?s=%2F", "X-Forwarded-For: 192.0.2.1")
                            .body())
                    .isEqualTo("10.73.1.1");
            assertThat(Http.get(frontend, "unknown", "/only/1").status()).isEqualTo(200);
            assertThat(Http.get(frontend, "b.x", "/other").status()).isEqualTo(404);
            assertThat(Http.get(frontend, "b.x", "/empty").status()).isEqualTo(503);
            assertThat(Http.get(frontend, "b.x", "/zero").status()).isEqualTo(503);
            Http.Answer moved = Http.get(frontend, "d.x:8080", "/only?q=1");
            assertThat(moved.status()).isEqualTo(301);
            assertThat(moved.header("location")).isEqualTo("http://d.x:8080/only/?q=1");

            HttpTarget.Seen seen = pod.requests().remove();
            assertThat(seen.method() + " " + seen.uri()).isEqualTo("GET /p%20q/./r?s=%2F");
            assertThat(seen.headers())
                    .containsEntry("Host", "a.x:8080")
                    .containsEntry("X-forwarded-for", "192.0.2.1, 127.0.0.1")
                    .containsEntry("X-real-ip", "127.0.0.1")
                    .containsEntry("X-forwarded-proto", "http")
                    .doesNotContainKey("X-forwarded-host");
            assertThat(pod.requests()).as("what else arrived").hasSize(1);
        }
    }

    @Test
    void tellsTheAddressOfTheClientItself() throws IOException {
        try (HttpTarget pod = HttpTarget.naming("10.73.2.1")) {
            InetSocketAddress frontend = listen(rule("a.x", "/", pod.weighing(10)));

            try (Socket client = Client.connect(frontend, "127.9.8.7")) {
                Http.get(client, "a.x", "/", "X-Real-IP: 192.0.2.1");
            }

            assertThat(pod.requests().remove().headers())
                    .containsEntry("X-forwarded-for", "127.9.8.7")
                    .containsEntry("X-real-ip", "127.9.8.7");
        }
    }

    @Test
    void keepsTheConnectionOfTheClientOverSeveralTargets() throws IOException {
        try (HttpTarget a = HttpTarget.naming("10.73.3.1");
                HttpTarget b = HttpTarget.naming("10.73.3.2")) {
            InetSocketAddress frontend = listen(rule("a.x", "/", a.weighing(10), b.weighing(10)));

            try (Socket client = Client.connect(frontend)) {
                Http.Answer first = Http.get(client, "a.x", "/");
                assertThat(first.headers()).doesNotContainKey("connection");
                Http.Answer second = Http.get(client, "a.x", "/");
                assertThat(second.body()).isNotEqualTo(first.body());
                assertThat(Http.head(client, "a.x", "/").status()).isEqualTo(200);
                assertThat(Http.get(client, "unknown", "/").body()).isEqualTo(second.body());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 304, 404, 503})
    void passesAnswersOn(int status) throws IOException {
        try (HttpTarget pod = HttpTarget.serve("10.73.4.1", 0, exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "a=1");
            exchange.getResponseHeaders().add("X-Pod", "yes");
            exchange.getResponseHeaders().add("Connection", "close");
            exchange.sendResponseHeaders(status, -1);
        })) {
            InetSocketAddress frontend = listen(rule("a.x", "/", pod.weighing(10)));

            try (Socket client = Client.connect(frontend)) {
                for (int i = 0; i < 2; i++) {
                    Http.Answer answer = Http.get(client, "a.x", "/");
                    assertThat(answer.status()).isEqualTo(status);
                    assertThat(answer.headers())
                            .containsEntry("set-cookie", "a=1")
                            .containsEntry("x-pod", "yes")
                            .doesNotContainKey("connection");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void carriesLargeBodiesBothWays(boolean chunked) throws Exception {
        byte[] sent = new byte[LARGE];
        new Random(7).nextBytes(sent);
        try (HttpTarget pod = HttpTarget.serve("10.73.5.1", 0, exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, chunked ? 0 : body.length);
            exchange.getResponseBody().write(body);
        })) {
            InetSocketAddress frontend = listen(rule("a.x", "/", pod.weighing(10)));

            try (Socket client = Client.connect(frontend)) {
                Http.send(
                        client,
                        "POST",
                        "a.x",
                        "/",
                        chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + LARGE,
                        "Expect: 100-continue");
                assertThat(Http.answer(client).status()).isEqualTo(100);
                write(client, sent, chunked);
                Http.Answer answer = Http.answer(client);
                assertThat(crc(answer.bytes())).isEqualTo(crc(sent));
            }
            assertThat(pod.requests().remove().headers())
                    .containsEntry(
                            chunked ? "Transfer-encoding" : "Content-length",
                            chunked ? "chunked" : String.valueOf(LARGE))
                    .doesNotContainKey("Expect");
        }
    }

    private static void write(Socket client, byte[] body, boolean chunked) throws IOException {
        if (!chunked) {
            client.getOutputStream().write(body);
            return;
        }
        byte[] size = (Integer.toHexString(LARGE / 2) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int half = 0; half < 2; half++) {
            client.getOutputStream().write(size);
            client.getOutputStream().write(body, half * LARGE / 2, LARGE / 2);
            client.getOutputStream().write(end);
        }
        client.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    @Test
    void tunnelsWebSockets() throws IOException {
        try (TcpTarget pod = TcpTarget.serve("10.73.6.1", HttpRelayTest::upgrade)) {
            InetSocketAddress frontend = listen(rule("a.x", "/", pod.weighing(10)));

            try (Socket client = Client.connect(frontend)) {
                Http.Answer upgraded = Http.get(
                        client,
                        "a.x:8080",
                        "/chat?room=1",
                        "Connection: keep-alive, Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13");
                assertThat(upgraded.status()).isEqualTo(101);
                assertThat(upgraded.headers())
                        .containsEntry("x-seen", "GET /chat?room=1 HTTP/1.1 a.x:8080 127.0.0.1")
                        .containsEntry("upgrade", "websocket");
                assertThat(Client.echo(client, "frames of any kind")).isEqualTo("frames of any kind");
                client.shutdownOutput();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    private static void upgrade(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        String request = Http.line(in);
        Map<String, String> headers = Http.headers(in);
        client.getOutputStream()
                .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Seen: "
                                + request + " " + headers.get("host") + " " + headers.get("x-forwarded-for")
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        in.transferTo(client.getOutputStream());
    }

    @ParameterizedTest
    @CsvSource({
        "301, https, '',   443, '',    https://a.x/old?q=1",
        "302, https, b.x, 8443, '',    https://b.x:8443/old?q=1",
        "307, http,  b.x, 80,   /new,  http://b.x/new",
    })
    void redirectsWithoutATarget(int code, String scheme, String host, int port, String path, String location)
            throws IOException {
        Redirect redirect = new Redirect(code, new Origin(scheme, host, port), path);
        InetSocketAddress frontend = listen(with(redirect, rule("a.x", "/")));

        Http.Answer answer = Http.get(frontend, "a.x:18088", "/old?q=1");

        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.header("location")).isEqualTo(location);
    }

    @Test
    void aTargetThatCannotBeReachedIsABadGateway() throws IOException {
        HttpTarget gone = HttpTarget.naming("10.73.7.1");
        Upstream refusing = gone.weighing(10);
        gone.close();
        InetSocketAddress frontend =
                listen(rule("a.x", "/", refusing), rule("b.x", "/", new Upstream("192.0.2.1", 80, 10)));

        assertThat(Http.get(frontend, "a.x", "/").status()).isEqualTo(502);
        assertThat(Http.get(frontend, "b.x", "/").status()).isEqualTo(502);
    }

    @Test
    void aTargetThatHangsUpEndsTheAnswerForTheClient() throws IOException {
        try (TcpTarget rude = TcpTarget.serve("10.73.8.1", client -> {
            Http.line(client.getInputStream());
            Http.headers(client.getInputStream());
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
        })) {
            InetSocketAddress frontend = listen(rule("a.x", "/", rude.weighing(10)));

            assertThat(Http.get(frontend, "a.x", "/").bytes()).hasSizeLessThan(100);
        }
    }

    @Test
    void listensUntilItIsRemovedAndGivesThePortBack() throws IOException {
        for (int i = 0; i < 5; i++) {
            InetSocketAddress bound = listen(rule("a.x", "/"));
            assertThat(bound).isEqualTo(new InetSocketAddress(Frontends.VIP, 18_088));
            try (Socket open = Client.connect(bound)) {
                assertThat(Http.get(open, "a.x", "/").status()).isEqualTo(503);

                dataPlane.remove(HttpRules.LISTENER);

                assertThat(open.getInputStream().read()).isEqualTo(-1);
                assertThat(dataPlane.addresses()).isEmpty();
            }
        }
    }

    @Test
    void anL4ListenerTakesThePlaceOfAnHttpOne() throws IOException {
        try (TcpTarget pod = TcpTarget.naming("10.73.9.1")) {
            listen(rule("a.x", "/"));
            Frontend tcp = Frontends.withPort(
                    Frontends.tcp(pod.weighing(10)),
                    HttpRules.LISTENER,
                    frontend().port());

            assertThat(Client.hear(Frontends.listen(dataPlane, tcp))).isEqualTo("10.73.9.1");
            assertThat(dataPlane.addresses()).containsOnlyKeys(tcp.address());
        }
    }

    @Test
    void listensElsewhereWhereTheVipCannotBeBound() throws IOException {
        HttpFrontend foreign = new HttpFrontend("lbl-foreign", "203.0.113.7", 18_089, null, List.of());

        dataPlane.put(foreign);

        InetSocketAddress bound = Objects.requireNonNull(dataPlane.addresses().get("HTTP 203.0.113.7:18089"), "bound");
        assertThat(bound.getAddress().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(Http.get(bound, "a.x", "/").status()).isEqualTo(404);
    }

    @Test
    void followsTheRulesWithoutEndingConnections() throws IOException {
        try (HttpTarget pod = HttpTarget.naming("10.73.10.1")) {
            InetSocketAddress frontend = listen(rule("a.x", "/old", pod.weighing(10)));
            try (Socket client = Client.connect(frontend)) {
                assertThat(Http.get(client, "a.x", "/old").status()).isEqualTo(200);

                listen(rule("a.x", "/new", pod.weighing(10)));

                assertThat(Http.get(client, "a.x", "/old").status()).isEqualTo(404);
                assertThat(Http.get(client, "a.x", "/new").status()).isEqualTo(200);
                assertThat(dataPlane.health(HttpRules.LISTENER, "a.x/old")).isEmpty();
            }
        }
    }

    @Test
    void manyRequestsAtOnceAreAllAnswered() throws Exception {
        try (HttpTarget pod = HttpTarget.naming("10.73.11.1")) {
            InetSocketAddress frontend = listen(rule("a.x", "/", pod.weighing(10)));
            int requests = 2_000;
            long began = System.nanoTime();
            Map<String, Long> answers = Parallel.count(
                    requests, 8, i -> Http.get(frontend, "a.x", "/" + i).body());
            System.out.printf("%d HTTP requests in %.1f s%n", requests, (System.nanoTime() - began) / 1e9);

            assertThat(answers).isEqualTo(Map.of("10.73.11.1", (long) requests));
            await().untilAsserted(() -> assertThat(pod.requests()).hasSize(requests));
        }
    }
}
