package io.enidirect.operator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /healthz}, {@code /readyz}, {@code /metrics} and {@code /} on all interfaces, as kubelet and Prometheus
 * need it. Its threads are daemons: it never keeps the process alive.
 */
public final class StatusServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StatusServer.class);
    private static final int THREADS = 16;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Map<String, Supplier<Reply>> pages;

    private StatusServer(HttpServer server, ExecutorService threads, Map<String, Supplier<Reply>> pages) {
        this.server = server;
        this.threads = threads;
        this.pages = pages;
    }

    /**
     * @param port 0 picks a free one
     * @param alive what {@code /healthz} asks. It must fail only where a restart of the process would help, so never
     *     because the cloud fails.
     * @param ready what {@code /readyz} asks
     * @param metrics in Prometheus' text format
     * @throws UncheckedIOException if the port is taken
     */
    public static StatusServer start(
            int port,
            List<HealthProbe> alive,
            List<HealthProbe> ready,
            Supplier<String> metrics,
            Supplier<StatusPage> status) {
        // one that sends its request byte by byte would hold a thread for ever, and then the kubelet waits in vain
        System.setProperty("sun.net.httpserver.maxReqTime", "2");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> daemon(task, "status"));
        StatusServer started = new StatusServer(
                bind(port),
                threads,
                Map.of(
                        "/healthz", () -> Reply.health(alive),
                        "/readyz", () -> Reply.health(ready),
                        "/metrics", () -> Reply.metrics(metrics.get()),
                        "/", () -> Reply.html(StatusHtml.of(status.get()))));
        started.run();
        return started;
    }

    /** Where it really listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void run() {
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        // the server's own thread is a daemon only if the one that starts it is
        FutureTask<Void> start = new FutureTask<>(server::start, null);
        daemon(start, "status-start").start();
        try {
            start.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        log.atInfo().addKeyValue("port", port()).log("Status server listens");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, reply(exchange));
        }
    }

    private Reply reply(HttpExchange exchange) {
        if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            return Reply.text(405, "only GET and HEAD\n");
        }
        try {
            return Optional.ofNullable(pages.get(exchange.getRequestURI().getPath()))
                    .map(Supplier::get)
                    .orElseGet(() -> Reply.text(404, "not here\n"));
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("path", exchange.getRequestURI().getPath())
                    .setCause(e)
                    .log("Status page failed");
            return Reply.text(500, "failed, see the log\n");
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        // names of objects are on the page: even one that slipped through unescaped could not run
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    private static HttpServer bind(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " cannot be listened on", e);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
