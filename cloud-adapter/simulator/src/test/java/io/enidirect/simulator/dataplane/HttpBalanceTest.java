package io.enidirect.simulator.dataplane;

import static io.enidirect.simulator.dataplane.Frontends.CHECK;
import static io.enidirect.simulator.dataplane.Frontends.FAST;
import static io.enidirect.simulator.dataplane.HttpRules.check;
import static io.enidirect.simulator.dataplane.HttpRules.frontend;
import static io.enidirect.simulator.dataplane.HttpRules.rule;
import static io.enidirect.simulator.dataplane.HttpRules.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.simulator.dataplane.DataPlane.Health;
import io.enidirect.simulator.dataplane.Frontend.Scheduler;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import io.enidirect.simulator.dataplane.HttpRule.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which target of a rule gets which request, over real sockets. */
@Timeout(90)
class HttpBalanceTest {
    private static final Session SESSION = new Session(300, "tgw_l7_route");

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

    private Map<String, Health> health(HttpRule rule) {
        return dataPlane.health(HttpRules.LISTENER, rule.id());
    }

    private static List<String> hear(InetSocketAddress frontend, int times, String... headers) throws IOException {
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            heard.add(Http.get(frontend, "a.x", "/", headers).body());
        }
        return heard;
    }

    @Test
    void requestsFollowTheWeightsEvenOnOneConnection() throws IOException {
        try (HttpTarget a = HttpTarget.naming("10.74.1.1");
                HttpTarget b = HttpTarget.naming("10.74.1.2");
                HttpTarget c = HttpTarget.naming("10.74.1.3")) {
            InetSocketAddress frontend = listen(rule("a.x", "/", a.weighing(10), b.weighing(30), c.weighing(60)));

            Map<String, Integer> shares = new TreeMap<>();
            try (Socket client = Client.connect(frontend)) {
                for (int i = 0; i < 200; i++) {
                    shares.merge(Http.get(client, "a.x", "/").body(), 1, Integer::sum);
                }
            }

            assertThat(shares).isEqualTo(Map.of("10.74.1.1", 20, "10.74.1.2", 60, "10.74.1.3", 120));
        }
    }

    @Test
    void theLeastLoadedTargetGetsTheNextRequest() throws IOException {
        try (TcpTarget busy = TcpTarget.serve(
                        "10.74.2.1", client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
                HttpTarget free = HttpTarget.naming("10.74.2.2")) {
            HttpRule alone = with(Scheduler.LEAST_CONN, rule("a.x", "/", busy.weighing(10)));
            InetSocketAddress frontend = listen(alone);
            try (Socket open = Client.connect(frontend)) {
                Http.send(open, "GET", "a.x", "/");
                await().until(() -> !busy.clients().isEmpty());
                listen(with(Scheduler.LEAST_CONN, rule("a.x", "/", busy.weighing(10), free.weighing(10))));

                assertThat(hear(frontend, 20)).containsOnly("10.74.2.2");
            }
        }
    }

    @Test
    void anAddressAlwaysHashesToTheSameTarget() throws IOException {
        try (HttpTarget a = HttpTarget.naming("10.74.3.1");
                HttpTarget b = HttpTarget.naming("10.74.3.2")) {
            InetSocketAddress frontend =
                    listen(with(Scheduler.IP_HASH, rule("a.x", "/", a.weighing(10), b.weighing(10))));

            Set<String> all = new HashSet<>();
            for (int client = 1; client <= 20; client++) {
                Set<String> heard = new HashSet<>();
                for (int i = 0; i < 4; i++) {
                    try (Socket socket = Client.connect(frontend, "127.8.0." + client)) {
                        heard.add(Http.get(socket, "a.x", "/").body());
                    }
                }
                assertThat(heard).hasSize(1);
                all.addAll(heard);
            }
            assertThat(all).containsExactlyInAnyOrder("10.74.3.1", "10.74.3.2");
        }
    }

    @Test
    void theInsertedCookieKeepsAClientWithItsTarget() throws IOException {
        try (HttpTarget a = HttpTarget.naming("10.74.4.1");
                HttpTarget b = HttpTarget.naming("10.74.4.2")) {
            InetSocketAddress frontend = listen(with(SESSION, rule("a.x", "/", a.weighing(10), b.weighing(10))));

            Http.Answer first = Http.get(frontend, "a.x", "/");
            String cookie = first.header("set-cookie");
            assertThat(cookie).matches("tgw_l7_route=[0-9a-f]{32}; Max-Age=300; Path=/");
            String sent = "Cookie: z=1; " + cookie.substring(0, cookie.indexOf(';'));
            assertThat(hear(frontend, 10, sent)).containsOnly(first.body());
            assertThat(new HashSet<>(hear(frontend, 10))).hasSize(2);
            assertThat(new HashSet<>(hear(frontend, 10, "Cookie: tgw_l7_route=nonsense")))
                    .hasSize(2);
        }
    }

    @Test
    void aClientWhoseTargetHasNoWeightGetsAnotherForGood() throws IOException {
        try (HttpTarget a = HttpTarget.naming("10.74.5.1");
                HttpTarget b = HttpTarget.naming("10.74.5.2")) {
            InetSocketAddress frontend = listen(with(SESSION, rule("a.x", "/", a.weighing(10))));
            String old = Http.get(frontend, "a.x", "/").header("set-cookie");

            listen(with(SESSION, rule("a.x", "/", a.weighing(0), b.weighing(10))));

            Http.Answer next = Http.get(frontend, "a.x", "/", "Cookie: " + old.substring(0, old.indexOf(';')));
            assertThat(next.body()).isEqualTo("10.74.5.2");
            assertThat(next.header("set-cookie")).isNotEqualTo(old);
        }
    }

    @Test
    void withoutASessionThereIsNoCookie() throws IOException {
        try (HttpTarget a = HttpTarget.naming("10.74.6.1")) {
            InetSocketAddress frontend = listen(
                    rule("a.x", "/", a.weighing(10)),
                    with(Scheduler.LEAST_CONN, with(SESSION, rule("a.x", "/least", a.weighing(10)))));

            assertThat(Http.get(frontend, "a.x", "/").headers()).doesNotContainKey("set-cookie");
            assertThat(Http.get(frontend, "a.x", "/least").headers()).doesNotContainKey("set-cookie");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/up,   31, ALIVE",
        "/sick, 31, ALIVE",
        "/sick, 15, DEAD",
        "/sick, 16, ALIVE",
        "/up,   16, DEAD",
    })
    void theStatusOfTheProbedPathDecides(String path, int codes, Health expected) {
        try (HttpTarget pod = HttpTarget.naming("10.74.7.1")) {
            HttpRule rule = with(check(CHECK, path, codes), rule("a.x", "/", pod.weighing(0)));
            listen(rule);
            assertThat(health(rule)).isEqualTo(Map.of(pod.weighing(0).address(), Health.UNKNOWN));
            dataPlane.timeScale(FAST);

            await().untilAsserted(() -> assertThat(health(rule)).containsValue(expected));
            HttpTarget.Seen probe = pod.probes().remove();
            assertThat(probe.method() + " " + probe.uri()).isEqualTo("HEAD " + path);
            assertThat(probe.from()).isEqualTo(Frontends.VIP);
            assertThat(probe.headers()).containsEntry("Host", "probe.x");
        }
    }

    @Test
    void aTargetThatHangsUpOnItsProbesIsDead() throws IOException {
        try (TcpTarget mute = TcpTarget.echoing("10.74.8.1")) {
            HttpRule rule = with(check(CHECK, "/", 31), rule("a.x", "/", mute.weighing(10)));
            listen(rule);
            dataPlane.timeScale(FAST);

            await().untilAsserted(() -> assertThat(health(rule)).containsValue(Health.DEAD));
        }
    }

    @Test
    void anotherCheckTakesOverAndEachRuleHasItsOwn() {
        try (HttpTarget pod = HttpTarget.naming("10.74.9.1")) {
            HttpRule well = with(check(CHECK, "/up", 15), rule("a.x", "/", pod.weighing(10)));
            HttpRule sick = with(check(CHECK, "/sick", 15), rule("b.x", "/", pod.weighing(10)));
            listen(well, sick);
            dataPlane.timeScale(FAST);
            await().untilAsserted(() -> {
                assertThat(health(well)).containsValue(Health.ALIVE);
                assertThat(health(sick)).containsValue(Health.DEAD);
            });

            listen(well, with(check(CHECK, "/up", 15), sick));

            await().untilAsserted(() -> assertThat(health(sick)).containsValue(Health.ALIVE));
        }
    }

    @Test
    void leavesOutTheDeadUntilAllAre() throws IOException {
        HttpTarget a = HttpTarget.naming("10.74.10.1");
        HttpTarget b = HttpTarget.naming("10.74.10.2");
        Upstream first = a.weighing(10);
        Upstream second = b.weighing(10);
        HttpRule rule = with(check(CHECK, "/", 31), rule("a.x", "/", first, second));
        try (a;
                b) {
            InetSocketAddress frontend = listen(rule);
            dataPlane.timeScale(FAST);
            await().until(() ->
                    health(rule).equals(Map.of(first.address(), Health.ALIVE, second.address(), Health.ALIVE)));
            a.close();
            await().until(() -> health(rule).get(first.address()) == Health.DEAD);
            assertThat(hear(frontend, 10)).containsOnly("10.74.10.2");

            b.close();
            await().until(() -> health(rule).get(second.address()) == Health.DEAD);
            dataPlane.timeScale(1);
            try (HttpTarget risenA = HttpTarget.serve(
                            "10.74.10.1", first.port(), exchange -> HttpTarget.answer(exchange, 200, "a"));
                    HttpTarget risenB = HttpTarget.serve(
                            "10.74.10.2", second.port(), exchange -> HttpTarget.answer(exchange, 200, "b"))) {
                assertThat(new HashSet<>(hear(frontend, 10))).containsExactlyInAnyOrder("a", "b");
                assertThat(risenA.requests().size() + risenB.requests().size()).isEqualTo(10);
            }
        }
    }
}
