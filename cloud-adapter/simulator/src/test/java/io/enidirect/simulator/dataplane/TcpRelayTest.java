package io.enidirect.simulator.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpRelayTest {
    private static final int LARGE = 20 << 20;

    private final NettyDataPlane dataPlane = new NettyDataPlane();

    @AfterEach
    void close() {
        dataPlane.close();
    }

    @Test
    void answersAfterTheClientHasShutItsOutput() throws IOException {
        try (TcpTarget target = TcpTarget.serve("10.71.0.1", TcpRelayTest::countThenSay);
                Socket client = Client.connect(listen(target.weighing(10)))) {
            client.getOutputStream().write(new byte[1_000]);
            client.shutdownOutput();

            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("1000");
        }
    }

    @Test
    void takesMoreAfterTheTargetHasShutItsOutput() throws IOException {
        CompletableFuture<Long> received = new CompletableFuture<>();
        try (TcpTarget target = TcpTarget.serve("10.71.0.2", server -> {
                    server.shutdownOutput();
                    received.complete(server.getInputStream().transferTo(OutputStream.nullOutputStream()));
                });
                Socket client = Client.connect(listen(target.weighing(10)))) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.getOutputStream().write(new byte[1_000]);
            client.shutdownOutput();

            await().untilAsserted(() -> assertThat(received).isCompletedWithValue(1_000L));
        }
    }

    @Test
    void relaysLargeBodiesBothWaysAtOnce() throws IOException {
        CompletableFuture<Long> received = new CompletableFuture<>();
        try (TcpTarget target = TcpTarget.serve("10.71.0.3", server -> {
                    CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendLarge(server, 1));
                    received.complete(checksum(server.getInputStream()));
                    sent.join();
                });
                Socket client = Client.connect(listen(target.weighing(10)))) {
            long began = System.nanoTime();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendLarge(client, 2));
            assertThat(checksum(client.getInputStream())).isEqualTo(checksum(1));
            sent.join();
            await().untilAsserted(() -> assertThat(received).isCompletedWithValue(checksum(2)));
            System.out.printf("2 x 20 MiB in %d ms%n", (System.nanoTime() - began) / 1_000_000);
        }
    }

    @Test
    void readsNoFasterThanTheTargetTakes() throws IOException {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (TcpTarget target = TcpTarget.serve("10.71.0.4", server -> {
                    go.join();
                    countThenSay(server);
                });
                Socket client = Client.connect(listen(target.weighing(10)))) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendLarge(client, 3));
            // Far more than all sockets hold: it only ends when somebody reads it, or keeps it in memory.
            await().during(Duration.ofMillis(300)).until(() -> !sent.isDone());
            go.complete(null);

            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(String.valueOf(LARGE));
        }
    }

    @Test
    void theTargetSeesTheClientsOwnAddress() throws IOException {
        try (TcpTarget target = TcpTarget.serve("10.71.0.5", TcpRelayTest::nameClient)) {
            InetSocketAddress frontend = listen(target.weighing(10));

            assertThat(Client.hear(frontend, "127.0.0.1")).isEqualTo("127.0.0.1");
            assertThat(Client.hear(frontend, "127.0.0.7")).isEqualTo("127.0.0.7");
            assertThat(Client.hear(frontend, "127.9.8.7")).isEqualTo("127.9.8.7");
        }
    }

    @Test
    void resetsWhereTheTargetRefuses() throws IOException {
        TcpTarget gone = TcpTarget.naming("10.71.0.6");
        gone.close();

        assertReset(listen(gone.weighing(10)));
    }

    @Test
    void resetsWhereTheTargetIsNotOnThisMachine() {
        assertReset(listen(new Upstream("192.168.1.1", 80, 10)));
    }

    @Test
    void resetsWhereNoTargetHasAWeight() throws IOException {
        try (TcpTarget target = TcpTarget.naming("10.71.0.7")) {
            assertReset(listen(target.weighing(0)));
            assertReset(listen());
        }
    }

    @Test
    void passesOnTheResetOfATarget() throws IOException {
        try (TcpTarget target = TcpTarget.serve("10.71.0.8", server -> {
            server.getInputStream().read();
            server.setSoLinger(true, 0);
        })) {
            InetSocketAddress frontend = listen(target.weighing(10));
            try (Socket client = Client.connect(frontend)) {
                client.getOutputStream().write(1);

                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void passesOnTheResetOfAClient() throws IOException {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        try (TcpTarget target = TcpTarget.serve("10.71.0.9", server -> {
            server.getOutputStream().write(1);
            try {
                server.getInputStream().readAllBytes();
            } catch (SocketException e) {
                seen.complete(e);
            }
        })) {
            Socket client = Client.connect(listen(target.weighing(10)));
            client.getInputStream().read();
            client.setSoLinger(true, 0);
            client.close();

            await().untilAsserted(
                            () -> assertThat(seen).isCompletedWithValueMatching(SocketException.class::isInstance));
        }
    }

    private InetSocketAddress listen(Upstream... upstreams) {
        return Frontends.listen(dataPlane, Frontends.tcp(upstreams));
    }

    private static void assertReset(InetSocketAddress frontend) {
        assertThatThrownBy(() -> Client.hear(frontend)).isInstanceOf(SocketException.class);
    }

    private static void countThenSay(Socket client) throws IOException {
        long count = client.getInputStream().transferTo(OutputStream.nullOutputStream());
        client.getOutputStream().write(String.valueOf(count).getBytes(StandardCharsets.UTF_8));
    }

    private static void nameClient(Socket client) throws IOException {
        client.getOutputStream().write(client.getInetAddress().getHostAddress().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] large(int seed) {
        byte[] bytes = new byte[LARGE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void sendLarge(Socket socket, int seed) {
        try {
            socket.getOutputStream().write(large(seed));
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long checksum(int seed) {
        CRC32 crc = new CRC32();
        crc.update(large(seed));
        return crc.getValue();
    }

    private static long checksum(InputStream in) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32());
        checked.transferTo(OutputStream.nullOutputStream());
        return checked.getChecksum().getValue();
    }
}
