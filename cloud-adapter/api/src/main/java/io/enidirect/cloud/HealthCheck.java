package io.enidirect.cloud;

import org.jspecify.annotations.Nullable;

/**
 * How the cloud probes the targets of a backend. Always sent whole: what a partial one does is not documented. In a wish,
 * null means what the cloud or the rule itself has.
 *
 * @param timeoutSeconds 2–60, less than the interval
 * @param intervalSeconds 2–300 (5–300 on IPv6)
 * @param healthyThreshold 2–10 successes make a target alive
 * @param unhealthyThreshold 2–10 failures make it dead
 * @param source where the probes come from
 * @param kind what a probe speaks; null: TCP on TCP and TCP_SSL, PING on UDP, on a rule what its targets speak (CheckType)
 * @param port 1–65535 where targets are probed, or {@link #OWN_PORT}, which rules have without saying; TCP and UDP only
 *     (CheckPort)
 * @param http how probes over HTTP ask
 */
public record HealthCheck(
        boolean enabled,
        int timeoutSeconds,
        int intervalSeconds,
        int healthyThreshold,
        int unhealthyThreshold,
        Source source,
        @Nullable Kind kind,
        @Nullable Integer port,
        Http http) {

    /** Each target is probed at its own port: the cloud's default, and its own word for going back to it. */
    public static final int OWN_PORT = -1;

    /** The addresses that probes come from (CLB API, HealthCheck.SourceIpType). */
    public enum Source {
        /** The load balancer's own address; the only way on IPv6. */
        VIP,
        /** 100.64.0.0/10, the shared address space of RFC 6598. */
        SHARED_SPACE
    }

    /** What a probe speaks. */
    public enum Kind {
        TCP,
        HTTP,
        HTTPS,
        GRPC,
        /** ICMP; UDP only. */
        PING,
        /** Bytes of one's own; TCP and UDP only. Read, never asked for: a wish for it says nothing of the kind. */
        CUSTOM
    }

    /** The method of a probe over HTTP. */
    public enum Method {
        /** The cloud's default. */
        HEAD,
        GET
    }

    /** The version of a probe over HTTP; a TCP listener has to be told one. */
    public enum Version {
        HTTP_1_0,
        HTTP_1_1
    }

    /**
     * How a probe over HTTP asks. Null where nothing is said.
     *
     * @param path a fixed one, never a regular expression; null: {@code /} (HttpCheckPath)
     * @param domain a fixed name; null: the rule's domain, and a name of it where that is a pattern; needed on a TCP
     *     listener (HttpCheckDomain)
     * @param codes the sum of the classes that are healthy, 1–31: 1 for 1xx, 2 for 2xx, 4 for 3xx, 8 for 4xx, 16 for 5xx;
     *     null: 31 (HttpCode)
     */
    public record Http(
            @Nullable String path,
            @Nullable String domain,
            @Nullable Method method,
            @Nullable Integer codes,
            @Nullable Version version) {
        public static final Http UNSPECIFIED = new Http(null, null, null, null, null);

        public Http {
            if (codes != null) {
                require("status classes", codes, 1, 31);
            }
        }

        boolean satisfiedBy(Http read) {
            return (path == null || path.equals(read.path))
                    && (domain == null || domain.equals(read.domain))
                    && (method == null || method == read.method)
                    && (codes == null || codes.equals(read.codes))
                    && (version == null || version == read.version);
        }

        Http over(Http before) {
            return new Http(
                    path == null ? before.path : path,
                    domain == null ? before.domain : domain,
                    method == null ? before.method : method,
                    codes == null ? before.codes : codes,
                    version == null ? before.version : version);
        }
    }

    /** What the cloud fills in where nothing is said. */
    public static final HealthCheck DEFAULT = new HealthCheck(true, 2, 5, 3, 3, Source.VIP);

    public HealthCheck {
        require("timeout", timeoutSeconds, 2, 60);
        require("interval", intervalSeconds, 2, 300);
        require("healthy threshold", healthyThreshold, 2, 10);
        require("unhealthy threshold", unhealthyThreshold, 2, 10);
        if (port != null && port != OWN_PORT) {
            Ports.require(port);
        }
        if (timeoutSeconds >= intervalSeconds) {
            throw new IllegalArgumentException("A health check's timeout of " + timeoutSeconds
                    + " s is not less than its interval of " + intervalSeconds + " s");
        }
    }

    /** One of which nothing is said but its times and its source. */
    public HealthCheck(
            boolean enabled,
            int timeoutSeconds,
            int intervalSeconds,
            int healthyThreshold,
            int unhealthyThreshold,
            Source source) {
        this(
                enabled,
                timeoutSeconds,
                intervalSeconds,
                healthyThreshold,
                unhealthyThreshold,
                source,
                null,
                null,
                Http.UNSPECIFIED);
    }

    /** The same with probes from elsewhere. */
    public HealthCheck from(Source other) {
        return new HealthCheck(
                enabled,
                timeoutSeconds,
                intervalSeconds,
                healthyThreshold,
                unhealthyThreshold,
                other,
                kind,
                port,
                http);
    }

    /** The same with probes of this kind. */
    public HealthCheck with(@Nullable Kind otherKind, @Nullable Integer otherPort, Http otherHttp) {
        return new HealthCheck(
                enabled,
                timeoutSeconds,
                intervalSeconds,
                healthyThreshold,
                unhealthyThreshold,
                source,
                otherKind,
                otherPort,
                otherHttp);
    }

    /** Whether this wish is already true of what was read. Compares only what the wish says. */
    public boolean satisfiedBy(HealthCheck read) {
        return enabled == read.enabled
                && timeoutSeconds == read.timeoutSeconds
                && intervalSeconds == read.intervalSeconds
                && healthyThreshold == read.healthyThreshold
                && unhealthyThreshold == read.unhealthyThreshold
                && source == read.source
                && (kind == null || kind == read.kind)
                && (port == null || port.equals(read.port) || (port == OWN_PORT && read.port == null))
                && http.satisfiedBy(read.http);
    }

    /** What is there after this wish was granted: its own words, and what was there where it says nothing. */
    public HealthCheck over(@Nullable HealthCheck before) {
        return before == null
                ? this
                : with(kind == null ? before.kind : kind, port == null ? before.port : port, http.over(before.http));
    }

    private static void require(String what, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(
                    "A health check's " + what + " of " + value + " is not in " + from + "–" + to);
        }
    }
}
