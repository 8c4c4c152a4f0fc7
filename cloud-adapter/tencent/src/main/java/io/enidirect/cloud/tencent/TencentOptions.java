package io.enidirect.cloud.tencent;

import java.net.URI;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the adapter needs to know.
 *
 * @param region for example {@code ap-guangzhou}
 * @param endpoint {@code http(s)://host[:port]} that all products are called at; null for the cloud's own hosts
 * @param rootDomain under which each product has its own host, {@code <product>.<rootDomain>}; an endpoint beats it
 * @param proxies between here and the cloud, that of credentials included
 * @param ratePerSecond calls per second of each action, 1–1000; the cloud's own limit is 20
 */
public record TencentOptions(
        String region,
        @Nullable URI endpoint,
        String rootDomain,
        CredentialsSource credentials,
        Proxies proxies,
        int ratePerSecond,
        Clock clock) {

    /** Of the cloud's own hosts, as the SDK has it. */
    public static final String ROOT_DOMAIN = "tencentcloudapi.com";

    private static final Pattern HOST_NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    /** Without a proxy. */
    public TencentOptions(
            String region,
            @Nullable URI endpoint,
            String rootDomain,
            CredentialsSource credentials,
            int ratePerSecond,
            Clock clock) {
        this(region, endpoint, rootDomain, credentials, Proxies.NONE, ratePerSecond, clock);
    }

    public TencentOptions {
        if (region.isBlank()) {
            throw new IllegalArgumentException("A region is needed");
        }
        if (ratePerSecond < 1 || ratePerSecond > 1000) {
            throw new IllegalArgumentException("A rate of " + ratePerSecond + " calls per second is not in 1–1000");
        }
        if (!HOST_NAME.matcher(rootDomain).matches()) {
            throw new IllegalArgumentException("'" + rootDomain + "' is no domain name, such as " + ROOT_DOMAIN);
        }
        if (endpoint != null && !bare(endpoint)) {
            throw new IllegalArgumentException("'" + endpoint + "' is not http(s)://host[:port]");
        }
    }

    private static boolean bare(URI endpoint) {
        boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        boolean path = endpoint.getPath() != null && !endpoint.getPath().isEmpty() && !"/".equals(endpoint.getPath());
        return http
                && endpoint.getHost() != null
                && endpoint.getUserInfo() == null
                && !path
                && endpoint.getQuery() == null
                && endpoint.getFragment() == null;
    }
}
