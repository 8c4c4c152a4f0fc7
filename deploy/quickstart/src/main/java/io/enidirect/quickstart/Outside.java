package io.enidirect.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.enidirect.sandbox.EchoAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;

/** A machine outside of the cluster, that answers as echo pods do. */
final class Outside implements AutoCloseable {

    private static final int ADDRESSES = 200;
    private static final int BACKLOG = 50;
    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final String address;

    private Outside(HttpServer server, String address) {
        this.server = server;
        this.address = address;
    }

    /** On the first loopback address of a range that is neither pods' nor virtual IPs', and that another run leaves free. */
    static Outside start(String name, int port) {
        return IntStream.rangeClosed(1, ADDRESSES)
                .mapToObj(i -> "127.201.0." + i)
                .flatMap(address -> at(address, port, name).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no address of 127.201.0.0/24 is free for " + name));
    }

    private static Optional<Outside> at(String address, int port, String name) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
            server.createContext("/", exchange -> answer(exchange, name));
            server.start();
            return Optional.of(new Outside(server, address));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void answer(HttpExchange exchange, String name) throws IOException {
        EchoAnswer answer = new EchoAnswer(
                name,
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                Optional.of(exchange.getRequestURI().getPath()),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Forwarded-For")));
        byte[] body = answer.line().getBytes(StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, NO_BODY); // a health check
        } else {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** Where it answers on this machine. */
    String address() {
        return address;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
