package io.enidirect.simulator.dataplane;

import static io.enidirect.simulator.dataplane.Frontends.CHECK;
import static io.enidirect.simulator.dataplane.Frontends.FAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.enidirect.simulator.dataplane.DataPlane.Health;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which target gets what, over real sockets. */
class TrafficTest {
    private final NettyDataPlane dataPlane = new NettyDataPlane();

    @AfterEach
    void close() {
        dataPlane.close();
    }

    @Test
    void tenThousandConnectionsFollowTheWeights() throws Exception {
        int connections = 10_000;
        try (TcpTarget a = TcpTarget.naming("10.72.1.1");
                TcpTarget b = TcpTarget.naming("10.72.1.2");
                TcpTarget c = TcpTarget.naming("10.72.1.3")) {
            InetSocketAddress frontend = listen(Frontends.tcp(a.weighing(10), b.weighing(30), c.weighing(60)));

            long began = System.nanoTime();
            Map<String, Long> shares = hearInParallel(frontend, connections, 8);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "%d connections in %.1f s: %.0f/s, %s%n", connections, seconds, connections / seconds, shares);

            assertThat(shares.get("10.72.1.1")).isCloseTo(1_000L, within(50L));
            assertThat(shares.get("10.72.1.2")).isCloseTo(3_000L, within(150L));
            assertThat(shares.get("10.72.1.3")).isCloseTo(6_000L, within(300L));
        }
    }

    @Test
    void eachClientStaysWithItsTarget() throws IOException {
        List<String> clients = List.of("127.0.0.2", "127.0.0.3", "127.0.0.4");
        try (TcpTarget a = TcpTarget.naming("10.72.2.1");
                TcpTarget b = TcpTarget.naming("10.72.2.2");
                TcpTarget c = TcpTarget.naming("10.72.2.3");
                TcpTarget d = TcpTarget.naming("10.72.2.4")) {
            // One target more than clients: else taking turns would look like staying.
            Frontend frontend = Frontends.tcp(a.weighing(10), b.weighing(10), c.weighing(10), d.weighing(10));
            InetSocketAddress address = listen(Frontends.withSession(frontend, 300));

            Map<String, Set<String>> heard = new HashMap<>();
            for (int i = 0; i < 200; i++) {
                for (String client : clients) {
                    heard.computeIfAbsent(client, first -> new HashSet<>()).add(Client.hear(address, client));
                }
            }

            assertThat(heard.values())
                    .containsExactlyInAnyOrder(Set.of("10.72.2.1"), Set.of("10.72.2.2"), Set.of("10.72.2.3"));
        }
    }

    @Test
    void weightZeroKeepsWhatIsOpenAndGetsNothingNew() throws IOException {
        try (TcpTarget draining = TcpTarget.echoing("10.72.3.1");
                TcpTarget other = TcpTarget.naming("10.72.3.2")) {
            InetSocketAddress frontend = listen(Frontends.tcp(draining.weighing(10), other.weighing(0)));
            try (Socket open = Client.connect(frontend)) {
                assertThat(Client.echo(open, "before")).isEqualTo("before");

                listen(Frontends.tcp(draining.weighing(0), other.weighing(10)));
                assertThat(Client.echo(open, "after")).isEqualTo("after");
                assertThat(hear(frontend, 10)).containsOnly("10.72.3.2");

                listen(Frontends.tcp(other.weighing(10)));
                assertThat(Client.echo(open, "gone")).isEqualTo("gone");
            }
        }
    }

    @Test
    void healthFollowsTheTarget() throws IOException {
        TcpTarget target = TcpTarget.naming("10.72.4.1");
        Upstream upstream = target.weighing(10);
        listen(Frontends.tcp(CHECK, upstream));
        assertThat(health()).isEqualTo(Map.of(upstream.address(), Health.UNKNOWN));

        dataPlane.timeScale(FAST);
        awaitHealth(Health.ALIVE);

        dataPlane.timeScale(1);
        target.close();
        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(health().values()).containsOnly(Health.ALIVE));
        dataPlane.timeScale(FAST);
        awaitHealth(Health.DEAD);

        try (TcpTarget again = TcpTarget.serve("10.72.4.1", target.port(), client -> {})) {
            awaitHealth(Health.ALIVE);
            assertThat(again.clients()).as("probes are told from clients").isEmpty();
        }
    }

    @Test
    void aTargetThatStaysKeepsItsHealth() throws IOException {
        try (TcpTarget old = TcpTarget.naming("10.72.5.1");
                TcpTarget young = TcpTarget.naming("10.72.5.2")) {
            listen(Frontends.tcp(CHECK, old.weighing(10)));
            dataPlane.timeScale(FAST);
            awaitHealth(Health.ALIVE);
            dataPlane.timeScale(1);

            InetSocketAddress frontend = listen(Frontends.tcp(CHECK, old.weighing(20), young.weighing(100)));

            assertThat(health())
                    .isEqualTo(Map.of(
                            old.weighing(0).address(),
                            Health.ALIVE,
                            young.weighing(0).address(),
                            Health.UNKNOWN));
            assertThat(hear(frontend, 10)).containsOnly("10.72.5.1");
        }
    }

    @Test
    void probesATargetWithoutWeight() throws IOException {
        try (TcpTarget target = TcpTarget.naming("10.72.6.1")) {
            listen(Frontends.tcp(CHECK, target.weighing(0)));
            dataPlane.timeScale(FAST);

            awaitHealth(Health.ALIVE);
        }
    }

    @Test
    void forwardsToAllWhenAllAreDead() throws IOException {
        TcpTarget a = TcpTarget.naming("10.72.7.1");
        TcpTarget b = TcpTarget.naming("10.72.7.2");
        a.close();
        b.close();
        InetSocketAddress frontend = listen(Frontends.tcp(CHECK, a.weighing(10), b.weighing(10)));
        dataPlane.timeScale(FAST);
        awaitHealth(Health.DEAD);
        dataPlane.timeScale(1);

        try (TcpTarget risenA = TcpTarget.serve(
                        "10.72.7.1",
                        a.port(),
                        client -> client.getOutputStream().write('a'));
                TcpTarget risenB = TcpTarget.serve(
                        "10.72.7.2",
                        b.port(),
                        client -> client.getOutputStream().write('b'))) {
            assertThat(health().values()).containsOnly(Health.DEAD);
            assertThat(hear(frontend, 4)).containsExactly("a", "b", "a", "b");
            assertThat(risenA.clients()).hasSize(2);
            assertThat(risenB.clients()).hasSize(2);
        }
    }

    @Test
    void aTargetThatIsNotOnThisMachineIsDeadUntilItIsMapped() throws IOException {
        try (TcpTarget target = TcpTarget.naming("10.72.8.1")) {
            listen(Frontends.tcp(CHECK, new Upstream("192.168.72.8", target.port(), 10)));
            dataPlane.timeScale(FAST);
            awaitHealth(Health.DEAD);

            dataPlane.map("192.168.72.8", "127.72.8.1");

            awaitHealth(Health.ALIVE);
        }
    }

    @Test
    void countsAsAliveWithoutACheck() throws IOException {
        try (TcpTarget target = TcpTarget.naming("10.72.9.1")) {
            listen(Frontends.tcp(target.weighing(10)));
            assertThat(health().values()).containsOnly(Health.CLOSE);

            listen(Frontends.tcp(CHECK, target.weighing(10)));
            assertThat(health().values()).containsOnly(Health.UNKNOWN);
        }
    }

    private InetSocketAddress listen(Frontend frontend) {
        return Frontends.listen(dataPlane, frontend);
    }

    private Map<String, Health> health() {
        return dataPlane.health(Frontends.TCP_ID);
    }

    private void awaitHealth(Health expected) {
        await().untilAsserted(() -> assertThat(health().values()).containsOnly(expected));
    }

    private static List<String> hear(InetSocketAddress frontend, int times) throws IOException {
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            heard.add(Client.hear(frontend));
        }
        return heard;
    }

    private static Map<String, Long> hearInParallel(InetSocketAddress frontend, int connections, int threads)
            throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            Callable<List<String>> share = () -> hear(frontend, connections / threads);
            List<String> heard = new ArrayList<>();
            for (Future<List<String>> part : executor.invokeAll(Collections.nCopies(threads, share))) {
                heard.addAll(part.get());
            }
            return heard.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        } finally {
            executor.shutdownNow();
        }
    }
}
