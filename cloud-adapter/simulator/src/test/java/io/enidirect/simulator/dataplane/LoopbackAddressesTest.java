package io.enidirect.simulator.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackAddressesTest {
    private final LoopbackAddresses addresses = new LoopbackAddresses();

    @Test
    void findsAPodAtTheSameAddressBelow127() {
        assertThat(reached("10.4.5.6")).contains(Loopback.parse("127.4.5.6").at(80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.0.1", "127.0.0.1", "8.8.8.8", "fd00::1", "10.200.0.1", "pod.example", ""})
    void findsNothingElseOnThisMachine(String ip) {
        assertThat(reached(ip)).isEmpty();
    }

    @Test
    void prefersWhatIsMappedExplicitly() {
        addresses.map("10.4.5.6", "127.0.0.9");
        addresses.map("192.168.0.1", "127.0.0.1");
        addresses.map("fd00:0:0::1", "::1");

        assertThat(reached("10.4.5.6")).contains(Loopback.parse("127.0.0.9").at(80));
        assertThat(reached("192.168.0.1")).contains(Loopback.parse("127.0.0.1").at(80));
        assertThat(reached("fd00::1")).contains(Loopback.parse("::1").at(80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.4.5.6", "8.8.8.8", "0.0.0.0", "fd00:0:0:0:0:0:0:1", "localhost"})
    void mapsToNothingButLoopback(String elsewhere) {
        assertThatThrownBy(() -> addresses.map("10.4.5.6", elsewhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(elsewhere);
        assertThat(reached("10.4.5.6")).contains(Loopback.parse("127.4.5.6").at(80));
    }

    @Test
    void listensOnTheVipFirstAndOnNothingButLoopback() {
        assertThat(LoopbackAddresses.candidates("127.200.0.1", 80))
                .containsExactly(
                        Loopback.parse("127.200.0.1").at(80),
                        Loopback.parse("127.200.0.1").at(0),
                        Loopback.parse("127.0.0.1").at(80),
                        Loopback.parse("127.0.0.1").at(0));
        assertThat(LoopbackAddresses.candidates("fd00:200::1", 80))
                .containsExactly(
                        Loopback.parse("::1").at(80),
                        Loopback.parse("::1").at(0),
                        Loopback.parse("127.0.0.1").at(80),
                        Loopback.parse("127.0.0.1").at(0));
        assertThat(LoopbackAddresses.candidates("1.2.3.4", 80))
                .containsExactly(
                        Loopback.parse("127.0.0.1").at(80),
                        Loopback.parse("127.0.0.1").at(0));
    }

    private Optional<InetSocketAddress> reached(String ip) {
        return addresses.of(new Upstream(ip, 80, 10));
    }
}
