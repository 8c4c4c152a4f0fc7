package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.enidirect.sandbox.EchoAnswer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final String CLIENT = "127.77.9.9";

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(int status, String body) {
        server.createContext("/", exchange -> {
            byte[] bytes = body.replace(
                            "CLIENT", exchange.getRemoteAddress().getAddress().getHostAddress())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void comeFromTheAddressThatTheyWereGiven() throws IOException {
        answer(200, "pod=a client=CLIENT path=/ host=shop\n");

        assertThat(Requests.http(CLIENT, address()))
                .isEqualTo(new EchoAnswer("a", CLIENT, Optional.of("/"), Optional.of("shop"), Optional.empty()));
    }

    @Test
    void nameTheHostAndThePathThatTheyWereGiven() throws IOException {
        server.createContext("/", exchange -> {
            byte[] bytes = ("pod=a client=c path=" + exchange.getRequestURI() + " host="
                            + exchange.getRequestHeaders().getFirst("Host"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });

        assertThat(Requests.http(CLIENT, address(), "foo.bar.com", "/bar?x=1"))
                .isEqualTo(new EchoAnswer(
                        "a", "c", Optional.of("/bar?x=1"), Optional.of("foo.bar.com"), Optional.empty()));
    }

    @Test
    void tellWhoAnsweredThatThereIsNothing() throws IOException {
        answer(404, "");

        assertThat(Requests.get(CLIENT, address(), "foo.bar.com", "/"))
                .isEqualTo(new Requests.Reply(404, Optional.empty()));
    }

    @Test
    void takeNothingButA200FromAnEchoPodForAnAnswer() {
        answer(503, "pod=a client=CLIENT");
        assertThatThrownBy(() -> Requests.http(CLIENT, address()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("503");

        server.removeContext("/");
        answer(200, "<html>welcome</html>");
        assertThatThrownBy(() -> Requests.http(CLIENT, address()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no answer of an echo pod");
    }

    @Test
    void neverLeaveThisMachine() {
        assertThatThrownBy(() -> Requests.http(CLIENT, new InetSocketAddress("10.1.2.3", 80)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no address of this machine");
        assertThatThrownBy(() -> Requests.udp(CLIENT, new InetSocketAddress("10.1.2.3", 53)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no address of this machine");
    }

    @Test
    void askOverUdpToo() throws IOException {
        try (DatagramSocket pod = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            var unused = CompletableFuture.runAsync(() -> {
                try {
                    DatagramPacket request = new DatagramPacket(new byte[100], 100);
                    pod.receive(request);
                    byte[] answer = ("pod=u client=" + request.getAddress().getHostAddress() + "\n")
                            .getBytes(StandardCharsets.UTF_8);
                    pod.send(new DatagramPacket(answer, answer.length, request.getSocketAddress()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(Requests.udp(CLIENT, (InetSocketAddress) pod.getLocalSocketAddress()))
                    .isEqualTo(EchoAnswer.bare("u", CLIENT));
        }
    }
}
