package io.enidirect.simulator.dataplane;

import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one HTTP listener does with a request: answers it by itself, or forwards it to a target. Thread-safe. */
final class Requests implements Handler<HttpServerRequest> {
    private record Routes(Router<HttpRule> router, Map<String, OpenRule> rules) {}

    private final Forwarder forwarder;
    private volatile Routes routes = new Routes(new Router<>(List.of(), null), Map.of());

    Requests(Forwarder forwarder) {
        this.forwarder = forwarder;
    }

    /** Later requests go by this router, whose rules are all in the map by their ids. */
    void follow(Router<HttpRule> router, Map<String, OpenRule> rules) {
        routes = new Routes(router, Map.copyOf(rules));
    }

    @Override
    public void handle(HttpServerRequest request) {
        Routes now = routes;
        Route<HttpRule> route = now.router().route(host(request), orEmpty(request.path()));
        if (route instanceof Route.To<HttpRule> to) {
            @Nullable OpenRule rule = now.rules().get(to.location().id());
            if (rule != null) {
                answer(request, rule);
                return;
            }
        } else if (route instanceof Route.Slash<HttpRule> slash) {
            redirect(request, 301, "http://" + host(request) + slash.path().replace("?", "%3F") + query(request));
            return;
        }
        end(request, 404);
    }

    private void answer(HttpServerRequest request, OpenRule open) {
        HttpRule.@Nullable Redirect redirect = open.rule().redirect();
        if (redirect != null) {
            String origin = redirect.origin().with(RequestHost.withoutPort(host(request)));
            String rest = redirect.path().isEmpty() ? orEmpty(request.path()) + query(request) : redirect.path();
            redirect(request, redirect.code(), origin + rest);
            return;
        }
        InetAddress client = Loopback.requireLiteral(request.remoteAddress().hostAddress());
        open.turn(client, name -> Optional.ofNullable(request.getCookie(name)).map(Cookie::getValue))
                // CLB's own code is not documented.
                .ifPresentOrElse(turn -> forwarder.forward(request, turn), () -> end(request, 503));
    }

    private static void redirect(HttpServerRequest request, int code, String location) {
        request.response().putHeader(HttpHeaders.LOCATION, location);
        end(request, code);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what fails closes the connection, and that is seen
    private static void end(HttpServerRequest request, int code) {
        request.response().setStatusCode(code).end();
    }

    private static String host(HttpServerRequest request) {
        return orEmpty(request.getHeader(HttpHeaders.HOST));
    }

    private static String query(HttpServerRequest request) {
        return request.query() == null ? "" : "?" + request.query();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
