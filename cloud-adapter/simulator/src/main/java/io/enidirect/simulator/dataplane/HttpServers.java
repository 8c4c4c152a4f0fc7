package io.enidirect.simulator.dataplane;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes HTTP servers on one Vert.x, which starts with the first of them. Guarded by the data plane. */
final class HttpServers implements AutoCloseable {
    private static final int LARGEST_HEAD = 32 * 1024;

    /** CLB's proxy_connect_timeout (CLB documentation 214/15171). */
    private static final int CONNECT_TIMEOUT_MILLIS = 4_000;

    /** To one target; Vert.x reserves memory for each. */
    private static final int MOST_CONNECTIONS = 2_000;

    private @Nullable VertxInternal vertx;
    private @Nullable HttpClient client;

    /** A server and where it listens. */
    record Bound(HttpServer server, InetSocketAddress address) {}

    private VertxInternal vertx() {
        if (vertx == null) {
            // Without caching Vert.x leaves no folder behind.
            FileSystemOptions files =
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
            vertx = (VertxInternal) Vertx.vertx(new VertxOptions()
                    .setEventLoopPoolSize(2)
                    .setUseDaemonThread(true)
                    .setFileSystemOptions(files));
        }
        return vertx;
    }

    /** To targets, with a connection for each request: CLB keeps none alive unless KeepaliveEnable says so. */
    HttpClient client() {
        if (client == null) {
            client = vertx().createHttpClient(new HttpClientOptions()
                    .setKeepAlive(false)
                    .setMaxPoolSize(MOST_CONNECTIONS)
                    .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                    .setMaxInitialLineLength(LARGEST_HEAD)
                    .setMaxHeaderSize(LARGEST_HEAD));
        }
        return client;
    }

    /**
     * Binds the frontend's own address, or the next best.
     *
     * @throws IllegalStateException if none can be bound
     */
    Bound listen(HttpFrontend frontend, Handler<HttpServerRequest> handler) {
        HttpServerOptions options = new HttpServerOptions()
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(LARGEST_HEAD)
                .setMaxHeaderSize(LARGEST_HEAD);
        IllegalStateException refused =
                new IllegalStateException(frontend.address() + " can be listened on neither there nor on 127.0.0.1");
        for (InetSocketAddress candidate : LoopbackAddresses.candidates(frontend.vip(), frontend.port())) {
            HttpServer server = vertx().createHttpServer(options).requestHandler(handler);
            try {
                await(server.listen(SocketAddress.inetSocketAddress(candidate)));
            } catch (CompletionException e) {
                refused.addSuppressed(e.getCause());
                continue;
            }
            InetSocketAddress bound = new InetSocketAddress(candidate.getAddress(), server.actualPort());
            Listening.logIfShifted(frontend, bound);
            return new Bound(server, bound);
        }
        throw refused;
    }

    /** Closes the server with its connections, and returns when the port is free. */
    void close(HttpServer server) {
        await(server.close());
        // A closed NIO channel holds its port until its selector next selects: see Listening.
        vertx().getAcceptorEventLoopGroup()
                .next()
                .schedule(() -> {}, 1, TimeUnit.MILLISECONDS)
                .syncUninterruptibly();
    }

    private static void await(Future<?> done) {
        done.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        if (vertx != null) {
            try {
                vertx.close()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(3, TimeUnit.SECONDS)
                        .join();
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof TimeoutException)) {
                    throw e;
                }
                // Its threads are daemons: what hangs ends with the process.
            }
        }
    }
}
