package io.enidirect.operator.status;

import io.enidirect.cloud.IpAddresses;
import io.enidirect.operator.http.Connections;
import io.enidirect.operator.http.HealthProbe;
import io.enidirect.operator.http.HttpPort;
import io.enidirect.operator.http.Page;
import io.enidirect.operator.http.Reply;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /healthz}, {@code /readyz}, {@code /metrics} and {@code /} on all interfaces, as kubelet and Prometheus
 * need it; the page {@code /} to loopback peers only, since it names everybody's objects. Health has threads of its own,
 * and where it is asked for a port of its own. All threads are daemons: it never keeps the process alive.
 */
public final class StatusServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StatusServer.class);
    private static final String NOT_FOR_YOU =
            "only loopback peers see this page: forward a port to this pod with kubectl port-forward and open it there\n";

    private final ExecutorService health = threads("health", 2);
    private final ExecutorService rest = threads("status", 1);
    private final HttpPort http;
    private final @Nullable HttpPort probes;

    private StatusServer(
            int port,
            OptionalInt probePort,
            List<HealthProbe> alive,
            List<HealthProbe> ready,
            Supplier<String> metrics,
            Supplier<StatusPage> status) {
        Map<String, Page> probed = Map.of(
                "/healthz", new Page(peer -> Reply.health(alive), health),
                "/readyz", new Page(peer -> Reply.health(ready), health));
        Map<String, Page> pages = new TreeMap<>(probePort.isPresent() ? Map.of() : probed);
        pages.put("/metrics", new Page(peer -> Reply.metrics(metrics.get()), rest));
        List<String> links = List.copyOf(pages.keySet());
        pages.put("/", new Page(peer -> page(peer, status, links), rest));
        http = HttpPort.listen(port, pages);
        try {
            probes = probePort.isPresent() ? HttpPort.listen(probePort.getAsInt(), probed) : null;
        } catch (UncheckedIOException e) {
            http.close();
            throw e;
        }
    }

    /**
     * @param port of all but health; 0 picks a free one
     * @param probePort of health alone; 0 picks a free one. Without it, health is answered on {@code port}.
     * @param alive what {@code /healthz} asks. It must fail only where a restart of the process would help, so never
     *     because the cloud fails.
     * @param ready what {@code /readyz} asks
     * @param metrics in Prometheus' text format
     * @throws UncheckedIOException if a port is taken
     */
    public static StatusServer start(
            int port,
            OptionalInt probePort,
            List<HealthProbe> alive,
            List<HealthProbe> ready,
            Supplier<String> metrics,
            Supplier<StatusPage> status) {
        StatusServer started = new StatusServer(port, probePort, alive, ready, metrics, status);
        log.atInfo()
                .addKeyValue("port", started.port())
                .addKeyValue("probePort", started.probePort())
                .log("Status server listens");
        return started;
    }

    /** Where it really listens. */
    public int port() {
        return http.port();
    }

    /** Where health is answered. */
    public int probePort() {
        return probes == null ? port() : probes.port();
    }

    @Override
    public void close() {
        http.close();
        if (probes != null) {
            probes.close();
        }
        health.shutdownNow();
        rest.shutdownNow();
    }

    /** It names what everybody has, and options: {@code kubectl port-forward} asks who may see that. */
    static Reply page(String peer, Supplier<StatusPage> status, List<String> links) {
        return IpAddresses.parse(peer).filter(InetAddress::isLoopbackAddress).isPresent()
                ? Reply.html(StatusHtml.of(status.get(), links))
                : Reply.text(403, NOT_FOR_YOU);
    }

    private static ExecutorService threads(String name, int count) {
        return new ThreadPoolExecutor(
                count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(Connections.IN_ALL), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
