package io.enidirect.cloud.tencent;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Through which proxies calls go, as the environment says it: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY}
 * for what these two leave open, and {@code NO_PROXY}; each in lower case too, which counts where the other is not set.
 * Immutable; read once, when it is made.
 */
public final class Proxies {
    /** Everything is called directly. */
    public static final Proxies NONE = new Proxies(null, null, NoProxy.NOBODY);

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final @Nullable HttpProxy https;
    private final @Nullable HttpProxy http;
    private final NoProxy spared;

    private Proxies(@Nullable HttpProxy https, @Nullable HttpProxy http, NoProxy spared) {
        this.https = https;
        this.http = http;
        this.spared = spared;
    }

    /** @throws IllegalArgumentException naming the variable, its value without credentials, the rule and the remedy */
    public static Proxies of(Map<String, String> environment) {
        Variable all = Variable.of(environment, "ALL_PROXY").orElse(null);
        HttpProxy https = proxy(Variable.of(environment, "HTTPS_PROXY").orElse(all));
        HttpProxy http = proxy(Variable.of(environment, "HTTP_PROXY").orElse(all));
        // where there is no proxy, whom it spares is nobody's mistake
        return https == null && http == null
                ? NONE
                : new Proxies(
                        https,
                        http,
                        Variable.of(environment, "NO_PROXY")
                                .map(given -> NoProxy.parse(given.name(), given.value()))
                                .orElse(NoProxy.NOBODY));
    }

    private static @Nullable HttpProxy proxy(@Nullable Variable given) {
        return given == null ? null : HttpProxy.parse(given.name(), given.value());
    }

    public boolean isEmpty() {
        return https == null && http == null;
    }

    /**
     * By which proxy this is reached, {@code http://[user:password@]host:port}; empty for none. What it answers holds the
     * proxy's credentials: it must not be shown.
     *
     * @param target an absolute http or https address
     */
    public Optional<URI> reaching(URI target) {
        return chosen(target).map(HttpProxy::address);
    }

    private Optional<HttpProxy> chosen(URI target) {
        boolean secure = "https".equalsIgnoreCase(target.getScheme());
        HttpProxy proxy = secure ? https : http;
        String host = target.getHost();
        if (proxy == null || host == null) {
            return Optional.empty();
        }
        String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = target.getPort() >= 0 ? target.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
        return spared.spares(new NoProxy.Target(plain.toLowerCase(Locale.ROOT), port))
                ? Optional.empty()
                : Optional.of(proxy);
    }

    /** Exactly one way to each address: where the proxy fails, nothing goes past it. */
    ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI target) {
                return List.of(chosen(target).map(HttpProxy::proxy).orElse(Proxy.NO_PROXY));
            }

            @Override
            public void connectFailed(URI target, SocketAddress address, IOException failure) {
                // the caller of the call is told
            }
        };
    }

    /** Who asks the proxy on this way, as its header says it; null where it need not be told. */
    @Nullable String authorization(Route route) {
        return Stream.of(Optional.ofNullable(https), Optional.ofNullable(http))
                .flatMap(Optional::stream)
                .filter(proxy -> proxy.is(route.proxy()))
                .map(HttpProxy::authorization)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** For the log: the proxies by what they are for, without credentials. */
    @Override
    public String toString() {
        Map<String, HttpProxy> all = new LinkedHashMap<>();
        Optional.ofNullable(https).ifPresent(proxy -> all.put("https", proxy));
        Optional.ofNullable(http).ifPresent(proxy -> all.put("http", proxy));
        return all.isEmpty() ? "none" : all.toString();
    }

    private record Variable(String name, String value) {
        /** An empty one counts as absent: that is what templates leave behind. */
        static Optional<Variable> of(Map<String, String> environment, String name) {
            return Stream.of(name, name.toLowerCase(Locale.ROOT))
                    .map(each -> new Variable(
                            each, environment.getOrDefault(each, "").strip()))
                    .filter(each -> !each.value().isEmpty())
                    .findFirst();
        }
    }
}
