package io.enidirect.cloud;

import io.enidirect.cloud.BackendSettings.ForwardType;
import io.enidirect.cloud.HealthCheck.Http;
import io.enidirect.cloud.HealthCheck.Kind;
import io.enidirect.cloud.HealthCheck.Method;
import io.enidirect.cloud.HealthCheck.Version;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the cloud fills in where nothing is said (CLB API, CreateListener, CreateRule and HealthCheck). */
final class FakeDefaults {
    private static final int ALL_CODES = 31;

    private FakeDefaults() {}

    /** Of a new listener. */
    static ListenerSettings listener(Protocol protocol, ListenerSettings wanted) {
        ListenerSettings defaults = protocol.layer7()
                ? new ListenerSettings("", BackendSettings.UNSPECIFIED, false, false, false)
                : new ListenerSettings("", backend(protocol), null, false, null);
        return changed(defaults, wanted);
    }

    private static BackendSettings backend(Protocol protocol) {
        boolean udp = protocol == Protocol.UDP;
        boolean plain = udp || protocol == Protocol.TCP;
        return new BackendSettings(
                Scheduler.WRR,
                plain ? 0 : null,
                HealthCheck.DEFAULT.with(
                        udp ? Kind.PING : Kind.TCP, plain ? HealthCheck.OWN_PORT : null, Http.UNSPECIFIED),
                plain ? (udp ? 300 : 900) : null,
                plain ? false : null,
                null,
                List.of());
    }

    /** Of a new rule. */
    static BackendSettings rule(RuleKey key, BackendSettings wanted) {
        ForwardType type = Objects.requireNonNullElse(wanted.forwardType(), ForwardType.HTTP);
        Http http = new Http(null, key.domain(), null, null, Version.HTTP_1_1);
        BackendSettings defaults = new BackendSettings(
                Scheduler.WRR, 0, HealthCheck.DEFAULT.with(kind(type), null, http), null, null, type, List.of());
        return changed(key, defaults, wanted);
    }

    /** What probes speak is what requests speak. */
    private static Kind kind(ForwardType type) {
        return switch (type) {
            case HTTP -> Kind.HTTP;
            case HTTPS -> Kind.HTTPS;
            case GRPC, GRPCS -> Kind.GRPC;
        };
    }

    static ListenerSettings changed(ListenerSettings before, ListenerSettings wanted) {
        HealthCheck check = wanted.backend().healthCheck();
        boolean asks = check != null && speaksHttp(check.kind());
        ListenerSettings after = (asks ? withBackend(wanted, withPath(wanted.backend())) : wanted).over(before);
        return withBackend(after, withHttp(after.backend()));
    }

    private static ListenerSettings withBackend(ListenerSettings settings, BackendSettings backend) {
        return new ListenerSettings(settings.name(), backend, settings.keepAlive(), settings.snat(), settings.gzip());
    }

    /** A check that says no path says {@code /}. */
    private static BackendSettings withPath(BackendSettings wanted) {
        HealthCheck check = wanted.healthCheck();
        if (check == null || check.http().path() != null) {
            return wanted;
        }
        Http http = check.http();
        return withCheck(
                wanted,
                check.with(
                        check.kind(),
                        check.port(),
                        new Http("/", http.domain(), http.method(), http.codes(), http.version())));
    }

    /** Probes of a pattern go to a name of it, and each to its target's own port. */
    static BackendSettings changed(RuleKey key, BackendSettings before, BackendSettings wanted) {
        BackendSettings after = withHttp(withPath(wanted).over(before));
        HealthCheck check = after.healthCheck();
        if (wanted.healthCheck() == null || check == null) {
            return after;
        }
        Http http = check.http();
        String domain = key.domain().equals(http.domain()) ? fixed(key.domain()) : http.domain();
        boolean own = Integer.valueOf(HealthCheck.OWN_PORT).equals(check.port());
        HealthCheck sent = check.with(
                check.kind(),
                own ? null : check.port(),
                new Http(http.path(), domain, http.method(), http.codes(), http.version()));
        return new BackendSettings(
                after.scheduler(), after.sessionSeconds(), sent, null, null, after.forwardType(), List.of());
    }

    private static String fixed(String domain) {
        if (!domain.startsWith("~")) {
            return domain.replace("*", "probe");
        }
        boolean oneLabel = domain.matches("~\\^\\[\\^\\.]\\+(\\\\\\.[a-z0-9_-]+)+\\$");
        return oneLabel
                ? "probe"
                        + domain.substring("~^[^.]+".length(), domain.length() - 1)
                                .replace("\\", "")
                : "probe.invalid";
    }

    /** HTTP's own defaults come with probes that speak it. */
    private static BackendSettings withHttp(BackendSettings settings) {
        HealthCheck check = settings.healthCheck();
        if (check == null || !speaksHttp(check.kind())) {
            return settings;
        }
        Http defaults = new Http("/", null, Method.HEAD, ALL_CODES, null);
        return withCheck(
                settings, check.with(check.kind(), check.port(), check.http().over(defaults)));
    }

    private static boolean speaksHttp(@Nullable Kind kind) {
        return kind == Kind.HTTP || kind == Kind.HTTPS || kind == Kind.GRPC;
    }

    private static BackendSettings withCheck(BackendSettings settings, HealthCheck check) {
        return new BackendSettings(null, null, check).over(settings);
    }
}
