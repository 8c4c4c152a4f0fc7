package io.enidirect.operator.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port with pages. One thread reads what comes, so that half a request costs a connection and no more, and of those
 * {@link Connections} has the say. A connection is for one request, and ends with it or after {@link #LONGEST_MILLIS}.
 */
public final class HttpPort implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpPort.class);
    /** Prometheus gives up after 10 s, the kubelet long before. */
    private static final long LONGEST_MILLIS = 15_000;

    private final Vertx vertx;
    private final HttpServer server;
    private final Map<String, Page> pages;
    private final Connections connections = new Connections();

    private HttpPort(Vertx vertx, Map<String, Page> pages) {
        this.vertx = vertx;
        this.pages = pages;
        this.server = vertx.createHttpServer(new HttpServerOptions()
                // else a connection is told of only once it has said something
                .setHttp2ClearTextEnabled(false));
    }

    /**
     * Listens on all interfaces.
     *
     * @param port 0 picks a free one
     * @throws UncheckedIOException if the port is taken
     */
    public static HttpPort listen(int port, Map<String, Page> pages) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setUseDaemonThread(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        HttpPort opened = new HttpPort(vertx, pages);
        try {
            opened.listen(port);
        } catch (CompletionException e) {
            opened.close();
            throw new UncheckedIOException(
                    "Port " + port + " can't be listened on: choose another by --http-port or --probe-port",
                    new IOException(e.getCause()));
        }
        return opened;
    }

    /** Where it really listens. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void listen(int port) {
        server.connectionHandler(connection -> {
                    connections.opened(connection);
                    long timer = vertx.setTimer(LONGEST_MILLIS, any -> connection.close());
                    connection.closeHandler(closed -> {
                        vertx.cancelTimer(timer);
                        connections.closed(connection);
                    });
                })
                .requestHandler(this::asked)
                .listen(port)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void asked(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        Page page = pages.get(request.path());
        if (!List.of(HttpMethod.GET, HttpMethod.HEAD).contains(request.method())) {
            send(response, Reply.text(405, "only GET and HEAD\n"));
        } else if (page == null) {
            send(response, Reply.text(404, "not here\n"));
        } else {
            String peer = request.remoteAddress().hostAddress();
            try {
                page.threads().execute(() -> {
                    // who has hung up meanwhile costs nothing
                    if (!response.closed()) {
                        answer(response, reply(page, peer, request.path()));
                    }
                });
            } catch (RejectedExecutionException e) {
                send(response, Reply.text(503, "too many ask at once\n"));
            }
        }
    }

    private void answer(HttpServerResponse response, Reply reply) {
        try {
            vertx.runOnContext(any -> send(response, reply));
        } catch (RejectedExecutionException e) {
            log.atDebug().log("Closed before an answer was made");
        }
    }

    private static Reply reply(Page page, String peer, String path) {
        try {
            return page.reply().apply(peer);
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("path", path).setCause(e).log("Status page failed");
            return Reply.text(500, "failed, see the log\n");
        }
    }

    private static void send(HttpServerResponse response, Reply reply) {
        if (response.closed()) {
            return;
        }
        response.setStatusCode(reply.status())
                .putHeader("Content-Type", reply.type())
                .putHeader("Cache-Control", "no-store")
                .putHeader("Connection", "close")
                .putHeader("X-Content-Type-Options", "nosniff")
                // names of objects are on the page: even one that slipped through unescaped could not run
                .putHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .end(reply.body());
    }
}
