package io.enidirect.cloud.tencent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * One OkHttp client for all products, which sends a call at most once and tells one that never left from one that may have
 * been executed.
 *
 * <p>OkHttp sends a call again of its own accord after a broken pooled connection, after 408, 503 with {@code Retry-After:
 * 0}, 401, 407 and redirects. All of that is off here: a CreateLoadBalancer sent twice is a second load balancer.
 */
final class HttpEngine {
    /** A port call has 8 s. The rest of them is for credentials that have to be got first. */
    static final Duration CALL = Duration.ofSeconds(7);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** The largest read is that of all listeners with all their rules; there are 50 of each. */
    private static final long LONGEST_ANSWER = 16L << 20;

    private static final int IDLE_CONNECTIONS = 32;
    private static final int KEEP_ALIVE_SECONDS = 30;

    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

    private HttpEngine() {}

    static OkHttpClient create(Proxies proxies) {
        return new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .proxySelector(proxies.selector())
                .proxyAuthenticator((route, response) -> tunnel(proxies, route, response))
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
                .connectTimeout(CONNECT)
                .readTimeout(CALL)
                .writeTimeout(CALL)
                .callTimeout(CALL)
                .addInterceptor(HttpEngine::wholeOrNothing)
                .addNetworkInterceptor(chain -> onTheWire(proxies, chain))
                .build();
    }

    /** Reads the answer to its end here, so that half a body is a failure of the call and no connection leaks. */
    private static Response wholeOrNothing(Interceptor.Chain chain) throws IOException {
        Wire wire = new Wire();
        Request request = chain.request().newBuilder().tag(Wire.class, wire).build();
        try (Response response = chain.proceed(request)) {
            ResponseBody body = response.body();
            ResponseBody read = body == null ? null : ResponseBody.create(body.contentType(), plain(body));
            return response.newBuilder().body(read).build();
        } catch (IOException e) {
            throw wire.reached ? e : new NotSentException(e);
        }
    }

    /** The whole body, unpacked: what packs well must not fill the memory. */
    private static byte[] plain(ResponseBody body) throws IOException {
        var source = body.source();
        if (source.request(LONGEST_ANSWER + 1)) {
            throw new IOException("The answer is longer than " + LONGEST_ANSWER + " bytes");
        }
        return PlainText.ofJson(source.readUtf8()).getBytes(UTF_8);
    }

    /** Runs once a connection stands, for each time that a request is written to one. */
    private static Response onTheWire(Proxies proxies, Interceptor.Chain chain) throws IOException {
        Wire wire = chain.request().tag(Wire.class);
        if (wire != null) {
            wire.reached = true;
        }
        // RetryAndFollowUpInterceptor repeats a 503 that asks for it, whatever retryOnConnectionFailure says
        return chain.proceed(throughProxy(proxies, chain))
                .newBuilder()
                .removeHeader("Retry-After")
                .build();
    }

    /**
     * Asked once before a tunnel is opened, and again where the proxy refuses it: then it is not tried again. That of a call
     * in plain HTTP is not answered here, since the call itself would be sent again.
     */
    private static @Nullable Request tunnel(Proxies proxies, @Nullable Route route, Response response) {
        boolean before = response.challenges().stream()
                .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase("OkHttp-Preemptive"));
        String authorization = before && route != null ? proxies.authorization(route) : null;
        return authorization == null
                ? null
                : response.request()
                        .newBuilder()
                        .header(PROXY_AUTHORIZATION, authorization)
                        .build();
    }

    /** What is not in a tunnel, the proxy reads: it is told with each call who asks. */
    private static Request throughProxy(Proxies proxies, Interceptor.Chain chain) {
        Request request = chain.request();
        Connection connection = chain.connection();
        String authorization =
                request.isHttps() || connection == null ? null : proxies.authorization(connection.route());
        return authorization == null
                ? request
                : request.newBuilder()
                        .header(PROXY_AUTHORIZATION, authorization)
                        .build();
    }

    /** Why a call never left, or null if it may have: without a connection nothing can have been executed. */
    static @Nullable String whyNotSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotSentException) {
                return cause.getMessage();
            }
        }
        return null;
    }

    /** Lives for one call, in one thread. */
    private static final class Wire {
        private boolean reached;
    }

    private static final class NotSentException extends IOException {
        private static final long serialVersionUID = 1L;

        NotSentException(IOException cause) {
            super(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
        }
    }
}
