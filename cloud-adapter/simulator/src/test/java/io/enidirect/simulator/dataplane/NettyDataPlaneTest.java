package io.enidirect.simulator.dataplane;

import static io.enidirect.simulator.dataplane.Frontends.VIP;
import static io.enidirect.simulator.dataplane.Frontends.withPort;
import static io.enidirect.simulator.dataplane.Frontends.withVip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NettyDataPlaneTest {
    private final NettyDataPlane dataPlane = new NettyDataPlane();

    @AfterEach
    void close() {
        dataPlane.close();
    }

    @Test
    void listensOnTheVipForEachTransport() {
        Frontend tcp = Frontends.tcp();
        Frontend udp = withPort(Frontends.udp(Frontends.OFF), Frontends.UDP_ID, tcp.port());

        dataPlane.put(tcp);
        dataPlane.put(udp);

        assertThat(dataPlane.addresses())
                .isEqualTo(Map.of(
                        "TCP " + VIP + ":18080", Loopback.parse(VIP).at(18_080),
                        "UDP " + VIP + ":18080", Loopback.parse(VIP).at(18_080)));
    }

    @Test
    void shiftsToAnotherPortWhereTheOwnIsTaken() throws IOException {
        try (TcpTarget target = TcpTarget.naming("10.74.0.1");
                ServerSocket taken = new ServerSocket(18_080, 1, InetAddress.getByName(VIP))) {
            InetSocketAddress bound = put(Frontends.tcp(target.weighing(10)));

            assertThat(bound.getAddress()).isEqualTo(taken.getInetAddress());
            assertThat(bound.getPort()).isNotEqualTo(18_080);
            assertThat(Client.hear(bound)).isEqualTo("10.74.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "vip.example"})
    void shiftsToLocalhostWhereTheVipIsNoLoopbackAddress(String vip) throws IOException {
        try (TcpTarget target = TcpTarget.naming("10.74.0.2")) {
            InetSocketAddress bound = put(withVip(Frontends.tcp(target.weighing(10)), vip));

            assertThat(bound.getAddress().getHostAddress()).isEqualTo("127.0.0.1");
            assertThat(Client.hear(bound)).isEqualTo("10.74.0.2");
        }
    }

    @RepeatedTest(5)
    void aRemovedFrontendFreesItsPortAtOnce() {
        Frontend tcp = Frontends.tcp();
        Frontend udp = Frontends.udp(Frontends.OFF);
        InetSocketAddress tcpAddress = put(tcp);
        InetSocketAddress udpAddress = put(udp);

        dataPlane.remove(tcp.listenerId());
        dataPlane.remove(Frontends.UDP_ID);

        assertThat(dataPlane.addresses()).isEmpty();
        assertThat(dataPlane.health(tcp.listenerId())).isEmpty();
        assertThatCode(() -> new ServerSocket(tcpAddress.getPort(), 1, tcpAddress.getAddress()).close())
                .doesNotThrowAnyException();
        assertThatCode(() -> new DatagramSocket(udpAddress).close()).doesNotThrowAnyException();
    }

    @RepeatedTest(5)
    void aMovedFrontendFreesItsPortForAnother() throws IOException {
        try (TcpTarget target = TcpTarget.naming("10.74.0.3")) {
            Frontend frontend = Frontends.tcp(target.weighing(10));
            put(withPort(frontend, "lbl-1", 18_081));

            InetSocketAddress moved = put(withPort(frontend, "lbl-1", 18_082));
            InetSocketAddress other = put(withPort(frontend, "lbl-2", 18_081));

            assertThat(moved).isEqualTo(Loopback.parse(VIP).at(18_082));
            assertThat(other).isEqualTo(Loopback.parse(VIP).at(18_081));
            assertThat(Client.hear(moved)).isEqualTo("10.74.0.3");
            assertThat(Client.hear(other)).isEqualTo("10.74.0.3");
        }
    }

    @Test
    void removalResetsWhatIsOpen() throws IOException {
        try (TcpTarget target = TcpTarget.echoing("10.74.0.4");
                Socket open = Client.connect(put(Frontends.tcp(target.weighing(10))))) {
            assertThat(Client.echo(open, "open")).isEqualTo("open");

            dataPlane.remove(Frontends.TCP_ID);

            assertThatThrownBy(() -> open.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void anEqualFrontendChangesNothing() throws IOException {
        try (TcpTarget target = TcpTarget.echoing("10.74.0.5");
                Socket open = Client.connect(put(Frontends.tcp(target.weighing(10))))) {
            assertThat(Client.echo(open, "first")).isEqualTo("first");

            put(Frontends.tcp(target.weighing(10)));

            assertThat(Client.echo(open, "second")).isEqualTo("second");
        }
    }

    @Test
    void refusesThePlaceOfAnotherListener() {
        Frontend frontend = Frontends.tcp();
        put(frontend);

        assertThatThrownBy(() -> dataPlane.put(withPort(frontend, "lbl-other", frontend.port())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TCP " + VIP + ":18080")
                .hasMessageContaining("lbl-other");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesATimeScaleThatIsNone(double factor) {
        assertThatThrownBy(() -> dataPlane.timeScale(factor)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isClosedForGood() throws IOException {
        InetSocketAddress bound = put(Frontends.tcp());

        dataPlane.close();
        dataPlane.close();

        assertThat(dataPlane.addresses()).isEmpty();
        assertThatThrownBy(() -> Client.hear(bound)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> dataPlane.put(Frontends.tcp())).isInstanceOf(IllegalStateException.class);
        assertThatCode(() -> dataPlane.remove("lbl-unknown")).doesNotThrowAnyException();
    }

    private InetSocketAddress put(Frontend frontend) {
        return Frontends.listen(dataPlane, frontend);
    }
}
