package io.enidirect.simulator.dataplane;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A pod that serves HTTP. It keeps probes and requests apart by their User-Agent. */
public final class HttpTarget implements AutoCloseable {
    private final String ip;
    private final HttpServer server;
    private final Queue<Seen> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Seen> probes = new ConcurrentLinkedQueue<>();

    private final ExecutorService threads = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "http-target");
        thread.setDaemon(true);
        return thread;
    });

    /** What arrived, and from where; header names are capitalised as the JDK does it. */
    public record Seen(String from, String method, String uri, Map<String, String> headers) {}

    private HttpTarget(String ip, int port, HttpHandler handler) {
        this.ip = ip;
        try {
            server = HttpServer.create(Place.of(ip, port), 4_096);
        } catch (IOException e) {
            throw new AssertionError("No place for " + ip + ":" + port, e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                handle(exchange, handler);
            }
        });
        server.start();
    }

    static HttpTarget serve(String ip, int port, HttpHandler handler) {
        return new HttpTarget(ip, port, handler);
    }

    /** A pod that answers with its own address. */
    public static HttpTarget naming(String ip) {
        return serve(ip, 0, exchange -> answer(exchange, 200, ip));
    }

    static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void handle(HttpExchange exchange, HttpHandler handler) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(" and ", values)));
        Seen seen = new Seen(
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers);
        if ("clb-healthcheck".equals(headers.get("User-agent"))) {
            probes.add(seen);
            exchange.sendResponseHeaders(seen.uri().equals("/sick") ? 500 : 200, -1);
        } else {
            requests.add(seen);
            handler.handle(exchange);
        }
    }

    Upstream weighing(int weight) {
        return new Upstream(ip, port(), weight);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public Queue<Seen> requests() {
        return requests;
    }

    Queue<Seen> probes() {
        return probes;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
