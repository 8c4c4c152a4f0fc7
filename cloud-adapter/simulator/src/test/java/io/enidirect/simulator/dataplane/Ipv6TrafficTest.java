package io.enidirect.simulator.dataplane;

import static io.enidirect.simulator.dataplane.Frontends.CHECK;
import static io.enidirect.simulator.dataplane.Frontends.FAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.simulator.dataplane.DataPlane.Health;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IPv6 clients over real sockets: to IPv4 targets, as NAT64 has them, and to IPv6 ones, as full chain has them. */
@Timeout(60)
class Ipv6TrafficTest {
    private static final String VIP =
            "fd00:200::" + Long.toHexString(ProcessHandle.current().pid() & 0xffff);

    private static final String IPV4 = "10.76.1.1";
    private static final String IPV6 = "fd00::76:1";

    private final NettyDataPlane dataPlane = new NettyDataPlane();

    @BeforeEach
    void map() {
        dataPlane.map(IPV6, Place.OF_IPV6);
    }

    @AfterEach
    void close() {
        dataPlane.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {IPV4, IPV6})
    void connectionsReachTheTargetAndItsProbesDoToo(String pod) throws IOException {
        try (TcpTarget target = TcpTarget.echoing(pod)) {
            InetSocketAddress bound =
                    listen(Frontends.withVip(Frontends.tcp(CHECK, target.weighing(10)), VIP), "TCP " + VIP + ":18080");

            try (Socket client = Client.connect(bound)) {
                assertThat(Client.echo(client, "from six")).isEqualTo("from six");
            }
            awaitHealth(Frontends.TCP_ID, Frontends.TCP_ID, Health.ALIVE);
        }
        awaitHealth(Frontends.TCP_ID, Frontends.TCP_ID, Health.DEAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {IPV4, IPV6})
    void datagramsReachTheTargetAndItsProbesDoToo(String pod) throws IOException {
        try (UdpTarget target = UdpTarget.echoing(pod)) {
            InetSocketAddress bound =
                    listen(Frontends.withVip(Frontends.udp(CHECK, target.weighing(10)), VIP), "UDP " + VIP + ":18053");

            assertThat(echo(bound, "from six")).isEqualTo("from six");
            awaitHealth(Frontends.UDP_ID, Frontends.UDP_ID, Health.ALIVE);
        }
        awaitHealth(Frontends.UDP_ID, Frontends.UDP_ID, Health.DEAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {IPV4, IPV6})
    void requestsReachTheTargetWithTheirClientsAddress(String pod) throws IOException {
        String host = pod.contains(":") ? "[" + pod + "]:" : pod + ":";
        try (HttpTarget target = HttpTarget.naming(pod)) {
            HttpRule rule = HttpRules.with(
                    new HttpRule.HttpCheck(CHECK, "HEAD", "HTTP/1.1", "", "/up", 31),
                    HttpRules.rule("a.x", "/", target.weighing(10)));
            InetSocketAddress bound = listen(
                    new HttpFrontend(HttpRules.LISTENER, VIP, 18_088, "a.x", List.of(rule)), "HTTP " + VIP + ":18088");

            assertThat(Http.get(bound, "a.x", "/web?q").body()).isEqualTo(pod);
            HttpTarget.Seen seen = target.requests().remove();
            assertThat(seen.uri()).isEqualTo("/web?q");
            assertThat(seen.headers()).containsEntry("X-forwarded-for", "::1").containsEntry("X-real-ip", "::1");
            awaitHealth(HttpRules.LISTENER, rule.id(), Health.ALIVE);
            assertThat(target.probes())
                    .extracting(each -> each.headers().get("Host"))
                    .containsOnly(host + target.port());
        }
        awaitHealth(HttpRules.LISTENER, "a.x/", Health.DEAD);
    }

    /** On IPv6's one loopback address, as nothing of IPv6 that listens elsewhere would be. */
    private InetSocketAddress listen(Served served, String address) {
        dataPlane.put(served);
        dataPlane.timeScale(FAST);
        InetSocketAddress bound = Objects.requireNonNull(dataPlane.addresses().get(address), "bound");
        assertThat(bound.getAddress()).isEqualTo(Loopback.LOCALHOST6.address());
        return bound;
    }

    private void awaitHealth(String listener, String backend, Health expected) {
        await().untilAsserted(() ->
                assertThat(dataPlane.health(listener, backend).values()).containsExactly(expected));
    }

    private static String echo(InetSocketAddress frontend, String word) throws IOException {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket client = new DatagramSocket(Loopback.LOCALHOST6.at(0))) {
            client.setSoTimeout(10_000);
            client.send(new DatagramPacket(bytes, bytes.length, frontend));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            client.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        }
    }
}
