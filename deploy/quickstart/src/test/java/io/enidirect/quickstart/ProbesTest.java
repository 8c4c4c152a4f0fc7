package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What the kubelet hears of the shipped jar when two kinds can't be listed, and when a stranger holds its ports. */
@EnabledIf("io.enidirect.quickstart.RealKubernetes#isThere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProbesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** As the chart says. */
    private static final Duration KUBELET = Duration.ofSeconds(5);

    private static final int STRANGERS = 200;
    /** One that a controller reconciles, and one that is only looked at. */
    private static final Set<String> WITHHELD = Set.of("list ingresses", "list endpointslices");
    /** Nothing is there to be made. */
    private static final URI NO_CLOUD = URI.create("http://127.0.0.1:1");

    @TempDir
    static Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private Cluster cluster;
    private InstalledChart chart;
    private ShippedController controller;

    @BeforeAll
    void start() throws IOException {
        cluster = RealKubernetes.start(ClusterOptions.defaults().withEcho(false));
        chart = InstalledChart.install(cluster, "eni-direct", NO_CLOUD, directory);
        chart.grant(chart.chart().rights().stream()
                .filter(right -> !WITHHELD.contains(right.what()))
                .toList());
        controller = chart.start("pod");
    }

    @AfterAll
    void stop() {
        controller.close();
        cluster.close();
    }

    @Test
    @Order(1)
    void isNotReadyAndNamesTheKindsThatItMayNotListUntilItMay() throws Exception {
        await("not ready, for want of the two")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(
                        () -> assertThat(ask("/readyz").body()).isEqualTo("informers: EndpointSlice, Ingress\n"));
        assertThat(ask("/readyz").statusCode()).isEqualTo(503);
        assertThat(ask("/healthz").statusCode()).isEqualTo(200);
        assertThat(chart.words("pod"))
                .contains("cannot list resource \"ingresses\"", "cannot list resource \"endpointslices\"")
                .doesNotContain("\n\tat ");

        chart.grant(chart.chart().rights());

        await("ready")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ask("/readyz").statusCode()).isEqualTo(200));
        assertThat(controller.ended()).isEmpty();
    }

    @Test
    @Order(2)
    void answersTheKubeletBesideHalfRequestsOnBothPorts() throws Exception {
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < STRANGERS; i++) {
                strangers.add(halfRequest(chart.httpPort()));
                strangers.add(halfRequest(chart.probePort()));
            }
            for (String path : List.of("/healthz", "/readyz", "/healthz", "/readyz")) {
                assertThat(ask(path).statusCode()).as(path).isEqualTo(200);
            }
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    private static Socket halfRequest(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write("GET /readyz HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** On the port of the probes, and no longer than a kubelet waits. */
    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + chart.probePort() + path))
                        .timeout(KUBELET)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
