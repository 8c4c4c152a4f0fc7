package io.enidirect.operator.annotations;

import static io.enidirect.operator.annotations.Keys.NGINX;
import static io.enidirect.operator.annotations.Row.restricting;
import static io.enidirect.operator.annotations.Row.tuning;

import java.util.List;
import java.util.stream.Stream;

/** The keys of ingress-nginx, as its page of annotations has them, and those that older versions had. */
final class NginxRows {
    private static final String NO_AUTHENTICATION =
            "authentication and client certificates can't be had yet, and everybody would be let in without them";
    private static final String PODS_BY_HTTP = "requests go to the pods by HTTP";

    static final List<Row> ROWS = Stream.of(restrictions(), proxy(), balance(), redirects(), listeners(), rest())
            .flatMap(rows -> rows)
            .toList();

    private NginxRows() {}

    private static Stream<Row> told(String rule, String names) {
        return names(names).map(name -> tuning(NGINX + name, Values.OFF, rule, Tunings.REST_WORKS));
    }

    /** With white space between them. */
    private static Stream<String> names(String names) {
        return Stream.of(names.strip().split("\\s+"));
    }

    private static Stream<Row> restrictions() {
        String everybody = Restrictions.OPEN;
        return Stream.of(
                        Stream.of("whitelist-source-range", "allowlist-source-range")
                                .map(name -> restricting(
                                        NGINX + name, Values.ADMITS_ALL, Restrictions.NO_RANGES, everybody)),
                        Stream.of(
                                restricting(
                                        NGINX + "denylist-source-range", Values.OFF, Restrictions.NO_RANGES, everybody),
                                restricting(NGINX + "force-ssl-redirect", Values.OFF, Restrictions.NO_TLS, "HTTP"),
                                restricting(NGINX + "ssl-passthrough", Values.OFF, Restrictions.NO_TLS, "HTTP"),
                                restricting(
                                        NGINX + "backend-protocol",
                                        Values.allBut("HTTPS", "GRPCS"),
                                        "TLS to the pods can't be had yet, and what asks for it is not sent in clear",
                                        "HTTP"),
                                restricting(
                                        NGINX + "canary",
                                        Values.OFF,
                                        "an Ingress can't take a share of another's requests yet, and would get all of its own"
                                                + " load balancer's",
                                        "a load balancer of its own")),
                        Stream.of("enable-modsecurity", "enable-owasp-core-rules")
                                .map(name -> restricting(
                                        NGINX + name,
                                        Values.OFF,
                                        "a load balancer has no filter of its own for requests, and all would be let in"
                                                + " without it",
                                        everybody)),
                        Stream.of("configuration-snippet", "server-snippet", "stream-snippet", "modsecurity-snippet")
                                .map(name -> restricting(
                                        NGINX + name,
                                        Values.HARMLESS_SNIPPET,
                                        "it is in nginx's own language, and seems to keep somebody out, who would be let in"
                                                + " without it",
                                        everybody)),
                        authentication())
                .flatMap(rows -> rows);
    }

    private static Stream<Row> authentication() {
        return names("""
                        auth-always-set-cookie auth-cache-duration auth-cache-key auth-keepalive
                        auth-keepalive-requests auth-keepalive-share-vars auth-keepalive-timeout auth-method
                        auth-proxy-set-headers auth-realm auth-request-redirect auth-response-headers
                        auth-secret auth-secret-type auth-signin auth-signin-redirect-param auth-snippet
                        auth-tls-error-page auth-tls-match-cn auth-tls-pass-certificate-to-upstream
                        auth-tls-secret auth-tls-verify-client auth-tls-verify-depth auth-type auth-url
                        enable-global-auth""")
                .map(name -> restricting(
                        NGINX + name, Values.OFF, NO_AUTHENTICATION, "a load balancer that asks nobody who he is"));
    }

    private static Stream<Row> proxy() {
        return Stream.concat(told("CLB's own timeouts, buffers and limits hold", """
                        proxy-body-size proxy-buffer-size proxy-buffering proxy-buffers-number
                        proxy-busy-buffers-size proxy-connect-timeout proxy-http-version
                        proxy-max-temp-file-size proxy-next-upstream proxy-next-upstream-timeout
                        proxy-next-upstream-tries proxy-read-timeout proxy-request-buffering
                        proxy-send-timeout client-body-buffer-size http2-push-preload"""), told(PODS_BY_HTTP, """
                        proxy-ssl-ciphers proxy-ssl-name proxy-ssl-protocols proxy-ssl-secret
                        proxy-ssl-server-name proxy-ssl-verify proxy-ssl-verify-depth secure-backends
                        secure-verify-ca-secret grpc-backend fastcgi-index fastcgi-params-configmap"""));
    }

    private static Stream<Row> balance() {
        return Stream.of(
                        told("requests are spread over the pods by weight, and a client is not kept on one", """
                        affinity affinity-canary-behavior affinity-mode load-balance
                        session-cookie-change-on-failure session-cookie-conditional-samesite-none
                        session-cookie-domain session-cookie-expires session-cookie-hash
                        session-cookie-max-age session-cookie-name session-cookie-partitioned
                        session-cookie-path session-cookie-samesite session-cookie-secure upstream-hash-by
                        upstream-hash-by-subset upstream-hash-by-subset-size"""),
                        told("CLB does not count the requests of a client, and passes them all", """
                        global-rate-limit global-rate-limit-ignored-cidrs global-rate-limit-key
                        global-rate-limit-window limit-allowlist limit-burst-multiplier limit-connections
                        limit-rate limit-rate-after limit-rpm limit-rps limit-whitelist"""),
                        told("an Ingress takes no share of another's requests", """
                        canary-by-cookie canary-by-header canary-by-header-pattern canary-by-header-value
                        canary-weight canary-weight-total"""))
                .flatMap(rows -> rows);
    }

    private static Stream<Row> redirects() {
        return Stream.concat(
                Stream.of(tuning(
                        NGINX + "rewrite-target",
                        Values.SAME_PATHS,
                        "CLB can't rewrite paths, so the pods see the path as it was asked for",
                        "Let the pods serve that path, and take the annotation away")),
                told("redirects are not supported yet: the pods get the request", """
                        app-root from-to-www-redirect permanent-redirect permanent-redirect-code
                        preserve-trailing-slash relative-redirects temporal-redirect temporal-redirect-code
                        use-port-in-redirects"""));
    }

    private static Stream<Row> listeners() {
        return Stream.of(
                        Stream.of(tuning(
                                NGINX + "backend-protocol",
                                Values.only("", "HTTP", "AUTO_HTTP"),
                                PODS_BY_HTTP,
                                Tunings.REST_WORKS)),
                        told("there is no HTTPS yet that it could tune", """
                        ssl-ciphers ssl-prefer-server-ciphers"""),
                        told("hosts and paths are those of spec.rules, and no regular expressions", """
                        server-alias use-regex"""),
                        told(
                                "what has no rule gets CLB's own answer, and a pod's answer goes to the client as it is",
                                """
                        custom-http-errors default-backend disable-proxy-intercept-errors"""),
                        Stream.of(Row.untold(
                                Row.Answer.SILENT,
                                NGINX + "ssl-redirect",
                                "it means nothing without TLS, which is refused")))
                .flatMap(rows -> rows);
    }

    private static Stream<Row> rest() {
        return Stream.of(
                        told("CLB passes headers and cookies as they come, with X-Forwarded-For and the like", """
                        connection-proxy-header cors-allow-credentials cors-allow-headers cors-allow-methods
                        cors-allow-origin cors-expose-headers cors-max-age custom-headers enable-cors
                        proxy-cookie-domain proxy-cookie-path proxy-redirect-from proxy-redirect-to
                        upstream-vhost x-forwarded-prefix"""),
                        told("it is in nginx's own language, which CLB does not speak", """
                        configuration-snippet server-snippet stream-snippet modsecurity-snippet
                        modsecurity-transaction-id"""),
                        told("CLB's logs and traces are set in the cloud's console", """
                        enable-access-log enable-influxdb enable-opentelemetry enable-opentracing
                        enable-rewrite-log influxdb-host influxdb-measurement influxdb-port
                        influxdb-server-name opentelemetry-operation-name opentelemetry-trust-incoming-span
                        opentracing-trust-incoming-span"""),
                        told("requests are not sent twice", """
                        mirror-host mirror-request-body mirror-target mirror-uri"""),
                        told("the pods themselves are the targets, always", """
                        service-upstream"""),
                        told("there is no authentication that it could tune", """
                        satisfy"""))
                .flatMap(rows -> rows);
    }
}
