package io.enidirect.sandbox;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One port of one echo pod. */
final class EchoServer {

    private static final int LISTEN_SECONDS = 5;

    private final String pod;
    private volatile boolean draining;
    private Supplier<Future<Void>> closing = Future::succeededFuture;

    private EchoServer(String pod) {
        this.pod = pod;
    }

    /** Returns once it listens; throws where the address can't be bound. */
    static EchoServer listen(Vertx vertx, String pod, String address, ContainerPort port) {
        EchoServer server = new EchoServer(pod);
        String name = Optional.ofNullable(port.getName()).orElse("");
        if ("UDP".equals(port.getProtocol())) {
            server.datagrams(vertx, address, port.getContainerPort());
        } else if (name.equals("tcp") || name.startsWith("tcp-")) {
            server.lines(vertx, address, port.getContainerPort());
        } else {
            server.http(vertx, address, port.getContainerPort());
        }
        return server;
    }

    private void http(Vertx vertx, String address, int port) {
        var http =
                vertx.createHttpServer(new HttpServerOptions().setHost(address).setPort(port));
        closing = http::close;
        await(http.requestHandler(this::answer).listen());
    }

    /** A body is read to its end first, as an application would. */
    private void answer(HttpServerRequest request) {
        request.endHandler(end -> {
            if (draining) {
                // tells clients not to reuse the connection, so that none is cut when the pod ends
                request.response().putHeader("Connection", "close");
            }
            EchoAnswer answer = new EchoAnswer(
                    pod,
                    request.remoteAddress().hostAddress(),
                    Optional.ofNullable(request.path()),
                    Optional.ofNullable(request.getHeader("Host")),
                    Optional.ofNullable(request.getHeader("X-Forwarded-For")));
            request.response().putHeader("Content-Type", "text/plain").end(answer.line());
        });
    }

    private void lines(Vertx vertx, String address, int port) {
        var tcp = vertx.createNetServer();
        closing = tcp::close;
        await(tcp.connectHandler(this::answer).listen(port, address));
    }

    private void answer(NetSocket socket) {
        String line = bare(socket.remoteAddress().hostAddress());
        socket.handler(RecordParser.newDelimited("\n", request -> socket.write(line)));
    }

    private void datagrams(Vertx vertx, String address, int port) {
        DatagramSocket udp = vertx.createDatagramSocket();
        closing = udp::close;
        udp.handler(packet -> udp.send(
                Buffer.buffer(bare(packet.sender().hostAddress())),
                packet.sender().port(),
                packet.sender().host()));
        await(udp.listen(port, address));
    }

    private String bare(String client) {
        return EchoAnswer.bare(pod, client).line();
    }

    void drain() {
        draining = true;
    }

    void close() {
        await(closing.get());
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(LISTEN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("an echo pod's port: " + e.getMessage(), e);
        }
    }
}
