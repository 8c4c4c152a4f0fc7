package io.enidirect.cloud.tencent;

import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;

/** Adapters as the tests need them. */
final class Adapters {
    static final String SECRET_ID = "AKIDPLANTEDid0123456789";
    static final String SECRET_KEY = "AKIDPLANTEDkey0123456789";

    private Adapters() {}

    static TencentLoadBalancers at(URI endpoint) {
        return TencentLoadBalancers.connect(options(endpoint, keys()), CallObserver.NONE);
    }

    static TencentOptions options(URI endpoint, CredentialsSource credentials) {
        return new TencentOptions(
                "ap-guangzhou", endpoint, TencentOptions.ROOT_DOMAIN, credentials, 1000, Clock.systemUTC());
    }

    static CredentialsSource keys() {
        return CredentialsSource.env(
                Map.of("TENCENTCLOUD_SECRET_ID", SECRET_ID, "TENCENTCLOUD_SECRET_KEY", SECRET_KEY));
    }

    static Credentials credentials(Instant expires) {
        return new Credentials(SECRET_ID, SECRET_KEY, null, expires);
    }

    /** Reads a load balancer's listeners, again while the read is told to wait for its slot: a fast machine meets it. */
    static void patiently(LoadBalancers adapter, String id) {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> adapter.listeners(new LoadBalancerId(id)),
                        answer -> answer.retryAt().isEmpty());
    }
}
