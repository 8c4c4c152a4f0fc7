package io.enidirect.simulator.dataplane;

import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends requests to their targets, streams both bodies, and tunnels WebSockets. Path and Host stay as they are. */
final class Forwarder {
    private final HttpClient client;
    private final Dialler dialler;

    Forwarder(HttpClient client, Dialler dialler) {
        this.client = client;
        this.dialler = dialler;
    }

    /** Answers 502 where the target can't be reached. The turn ends with the connection to the target. */
    void forward(HttpServerRequest request, OpenRule.Turn turn) {
        addClient(request.headers(), spelled(request.remoteAddress().hostAddress()));
        // Has been answered already, where it was there.
        request.headers().remove("Expect");
        turn.setCookie().ifPresent(cookie -> request.response().headers().add(HttpHeaders.SET_COOKIE, cookie));
        HttpProxy.reverseProxy(client)
                .origin(proxied -> connect(request, turn.lease()))
                .addInterceptor(new EndToEnd())
                .handle(request);
    }

    /** As proxies write it, with the zeros of IPv6 left out. */
    private static String spelled(String address) {
        return NetUtil.toAddressString(Loopback.requireLiteral(address));
    }

    private static void addClient(MultiMap headers, String address) {
        @Nullable String before = headers.get("X-Forwarded-For");
        headers.set("X-Forwarded-For", before == null ? address : before + ", " + address);
        headers.set("X-Real-IP", address);
        headers.set("X-Forwarded-Proto", "http");
    }

    private Future<HttpClientRequest> connect(HttpServerRequest request, Lease lease) {
        Optional<InetSocketAddress> address = dialler.address(lease.target());
        if (address.isEmpty()) {
            lease.end().run();
            return Future.failedFuture(new ConnectException(lease.target().address() + " is not on this machine"));
        }
        RequestOptions options = new RequestOptions().setServer(SocketAddress.inetSocketAddress(address.get()));
        return client.request(options).onFailure(refused -> lease.end().run()).map(outgoing -> {
            outgoing.connection().closeHandler(closed -> lease.end().run());
            @Nullable HostAndPort host = request.authority();
            return host == null ? outgoing : outgoing.authority(host);
        });
    }

    /** Keeps what a target says of its own connection from the client, whose connection lives on. */
    private static final class EndToEnd implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            return context.sendRequest();
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            ProxyResponse response = context.response();
            response.headers().remove(HttpHeaders.CONNECTION).remove("Keep-Alive");
            return context.sendResponse();
        }
    }
}
