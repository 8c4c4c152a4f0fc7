package io.enidirect.cloud.tencent;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okhttp3.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that is spoken to by HTTP.
 *
 * @param address {@code http://[user:password@]host:port}, whole: never to be shown
 */
record HttpProxy(URI address) {
    private static final int DEFAULT_PORT = 80;
    private static final int LAST_PORT = 65535;

    /** @throws IllegalArgumentException with the rule that the value of this variable breaks, and without its credentials */
    static HttpProxy parse(String variable, String value) {
        URI given;
        try {
            given = new URI(value.contains("://") ? value : "http://" + value);
        } catch (URISyntaxException e) {
            throw refused(variable, value);
        }
        String path = given.getRawPath();
        boolean bare = (path == null || path.isEmpty() || path.equals("/"))
                && given.getRawQuery() == null
                && given.getRawFragment() == null;
        if (!"http".equalsIgnoreCase(given.getScheme())
                || given.getHost() == null
                || !bare
                || given.getPort() == 0
                || given.getPort() > LAST_PORT) {
            throw refused(variable, value);
        }
        int port = given.getPort() < 0 ? DEFAULT_PORT : given.getPort();
        String user = given.getRawUserInfo() == null ? "" : given.getRawUserInfo() + "@";
        return new HttpProxy(URI.create("http://" + user + given.getHost().toLowerCase(Locale.ROOT) + ":" + port));
    }

    private static IllegalArgumentException refused(String variable, String value) {
        return new IllegalArgumentException(variable + ": '" + withoutUser(value)
                + "' is no proxy that can be used: it has to be http://[user:password@]host[:port], with what is special in"
                + " user and password percent-encoded. Mend it or unset it");
    }

    /** What stands before the last @ may be a password, however the text is malformed. */
    static String withoutUser(String value) {
        int at = value.lastIndexOf('@');
        return at < 0 ? value : "…" + value.substring(at);
    }

    /** Not resolved: who connects resolves it, each time anew. */
    Proxy proxy() {
        return new Proxy(Proxy.Type.HTTP, socketAddress());
    }

    boolean is(Proxy other) {
        return socketAddress().equals(other.address());
    }

    private InetSocketAddress socketAddress() {
        return InetSocketAddress.createUnresolved(host(), address.getPort());
    }

    private String host() {
        String host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The header by which it is told who asks; null for a proxy that lets everybody in. */
    @Nullable String authorization() {
        String user = address.getUserInfo();
        if (user == null) {
            return null;
        }
        int colon = user.indexOf(':');
        return colon < 0
                ? Credentials.basic(user, "", StandardCharsets.UTF_8)
                : Credentials.basic(user.substring(0, colon), user.substring(colon + 1), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "http://" + address.getHost() + ":" + address.getPort();
    }
}
