package io.enidirect.simulator.dataplane;

import static io.enidirect.simulator.dataplane.Frontends.CHECK;
import static io.enidirect.simulator.dataplane.Frontends.FAST;
import static io.enidirect.simulator.dataplane.Frontends.OFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.enidirect.simulator.dataplane.DataPlane.Health;
import io.enidirect.simulator.dataplane.Frontend.Check;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UdpRelayTest {
    private final NettyDataPlane dataPlane = new NettyDataPlane();

    @AfterEach
    void close() {
        dataPlane.close();
    }

    @Test
    void eachClientSocketIsAFlowOfItsOwn() throws IOException {
        try (UdpTarget target = UdpTarget.echoing("10.73.0.1");
                DatagramSocket one = client("127.0.0.5");
                DatagramSocket two = client("127.0.0.6")) {
            InetSocketAddress frontend = listen(OFF, target.weighing(10));

            assertThat(ask(one, frontend, "one")).isEqualTo("one");
            assertThat(ask(two, frontend, "two")).isEqualTo("two");
            assertThat(ask(one, frontend, "once more")).isEqualTo("once more");

            List<InetSocketAddress> seen = List.copyOf(target.clients());
            assertThat(seen)
                    .extracting(client -> client.getAddress().getHostAddress())
                    .containsExactly("127.0.0.5", "127.0.0.6", "127.0.0.5");
            assertThat(seen.get(2)).isEqualTo(seen.get(0));
        }
    }

    @Test
    void twoSocketsOfOneAddressShareTheTargets() throws IOException {
        try (UdpTarget a = UdpTarget.echoing("10.73.0.2");
                UdpTarget b = UdpTarget.echoing("10.73.0.3");
                DatagramSocket one = client("127.0.0.5");
                DatagramSocket two = client("127.0.0.5")) {
            InetSocketAddress frontend = listen(OFF, a.weighing(10), b.weighing(10));
            for (int i = 0; i < 3; i++) {
                assertThat(ask(one, frontend, "one")).isEqualTo("one");
                assertThat(ask(two, frontend, "two")).isEqualTo("two");
            }

            assertThat(a.clients()).hasSize(3).containsOnly(a.clients().element());
            assertThat(b.clients()).hasSize(3).containsOnly(b.clients().element());
        }
    }

    @Test
    void relaysLargeDatagramsWhole() throws IOException {
        byte[] large = new byte[60_000];
        new Random(4).nextBytes(large);
        try (UdpTarget target = UdpTarget.echoing("10.73.0.4");
                DatagramSocket client = client("127.0.0.1")) {
            InetSocketAddress frontend = listen(OFF, target.weighing(10));

            assertThat(ask(client, frontend, large)).isEqualTo(large);
        }
    }

    @Test
    void dropsWhereNoTargetHasAWeight() throws IOException {
        try (UdpTarget target = UdpTarget.echoing("10.73.0.5");
                DatagramSocket client = client("127.0.0.1")) {
            InetSocketAddress frontend = listen(OFF, target.weighing(0));
            client.setSoTimeout(200);

            assertThatThrownBy(() -> ask(client, frontend, "lost")).isInstanceOf(SocketTimeoutException.class);
            assertThat(target.clients()).isEmpty();
        }
    }

    @Test
    void aFlowKeepsATargetWithoutWeightAndLeavesOneThatIsGone() throws IOException {
        try (UdpTarget draining = UdpTarget.echoing("10.73.0.6");
                UdpTarget other = UdpTarget.echoing("10.73.0.7");
                DatagramSocket client = client("127.0.0.1")) {
            InetSocketAddress frontend = listen(OFF, draining.weighing(10));
            ask(client, frontend, "first");

            listen(OFF, draining.weighing(0), other.weighing(10));
            ask(client, frontend, "second");
            assertThat(draining.clients()).hasSize(2);
            assertThat(other.clients()).isEmpty();

            listen(OFF, other.weighing(10));
            ask(client, frontend, "third");
            assertThat(other.clients()).hasSize(1);
        }
    }

    @Test
    void aFlowLeavesATargetThatRefuses() throws IOException {
        UdpTarget target = UdpTarget.echoing("10.73.0.8");
        try (UdpTarget other = UdpTarget.echoing("10.73.0.9");
                DatagramSocket client = client("127.0.0.1")) {
            InetSocketAddress frontend = listen(OFF, target.weighing(10), other.weighing(9));
            ask(client, frontend, "here");
            assertThat(target.clients()).hasSize(1);
            target.close();
            client.setSoTimeout(100);

            await().ignoreException(SocketTimeoutException.class)
                    .untilAsserted(
                            () -> assertThat(ask(client, frontend, "there")).isEqualTo("there"));
        }
    }

    @Test
    void anIdleFlowGivesItsSocketBack() throws IOException {
        dataPlane.timeScale(10_000);
        try (UdpTarget target = UdpTarget.echoing("10.73.0.10");
                DatagramSocket client = client("127.0.0.8")) {
            ask(client, listen(OFF, target.weighing(10)), "once");
            InetSocketAddress flow = target.clients().element();

            await().untilAsserted(() ->
                    assertThatCode(() -> new DatagramSocket(flow).close()).doesNotThrowAnyException());
            assertThat(flow.getAddress().getHostAddress()).isEqualTo("127.0.0.8");
        }
    }

    @Test
    void healthFollowsTheTargetsPort() throws IOException {
        UdpTarget target = UdpTarget.echoing("10.73.0.11");
        Upstream upstream = target.weighing(10);
        listen(CHECK, upstream);
        assertThat(health()).isEqualTo(Map.of(upstream.address(), Health.UNKNOWN));

        dataPlane.timeScale(FAST);
        awaitHealth(Health.ALIVE);

        target.close();
        awaitHealth(Health.DEAD);

        try (UdpTarget again = UdpTarget.echoing("10.73.0.11", upstream.port())) {
            awaitHealth(Health.ALIVE);
            assertThat(again.clients()).as("probes are told from clients").isEmpty();
        }
    }

    private InetSocketAddress listen(Check check, Upstream... upstreams) {
        return Frontends.listen(dataPlane, Frontends.udp(check, upstreams));
    }

    private Map<String, Health> health() {
        return dataPlane.health(Frontends.UDP_ID);
    }

    private void awaitHealth(Health expected) {
        await().untilAsserted(() -> assertThat(health().values()).containsOnly(expected));
    }

    private static DatagramSocket client(String ip) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(ip, 0));
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static String ask(DatagramSocket client, InetSocketAddress frontend, String word) throws IOException {
        return new String(ask(client, frontend, word.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static byte[] ask(DatagramSocket client, InetSocketAddress frontend, byte[] payload) throws IOException {
        client.send(new DatagramPacket(payload, payload.length, frontend));
        DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
        client.receive(answer);
        assertThat(answer.getSocketAddress()).isEqualTo(frontend);
        return Arrays.copyOf(answer.getData(), answer.getLength());
    }
}
