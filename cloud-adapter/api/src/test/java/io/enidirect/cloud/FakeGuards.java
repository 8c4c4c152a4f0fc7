package io.enidirect.cloud;

import io.enidirect.cloud.BackendSettings.ForwardType;
import io.enidirect.cloud.HealthCheck.Kind;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the cloud refuses in settings (CLB API, CreateListener, RuleInput and HealthCheck). */
final class FakeGuards {
    private static final int LONGEST_SESSION = 3600;
    private static final int LONGEST_IDLE = 900;

    /** Of a listener on L4, of a rule on L7. */
    private static final Map<Protocol, Set<Kind>> KINDS = Map.of(
            Protocol.TCP, Set.of(Kind.TCP, Kind.HTTP, Kind.CUSTOM),
            Protocol.UDP, Set.of(Kind.PING, Kind.CUSTOM),
            Protocol.TCP_SSL, Set.of(Kind.TCP, Kind.HTTP),
            Protocol.QUIC, Set.of(Kind.TCP, Kind.HTTP),
            Protocol.HTTP, Set.of(Kind.HTTP, Kind.GRPC),
            Protocol.HTTPS, Set.of(Kind.HTTP, Kind.HTTPS, Kind.GRPC));

    private FakeGuards() {}

    /** A wish for a listener that will be so in the end. */
    static void listener(String action, Protocol protocol, ListenerSettings wanted, ListenerSettings after) {
        BackendSettings backend = wanted.backend();
        boolean layer7 = protocol.layer7();
        boolean plain = protocol == Protocol.TCP || protocol == Protocol.UDP;
        refuse(action, protocol + " has no keep-alive", !layer7 && wanted.keepAlive() != null);
        refuse(action, protocol + " is not compressed", !layer7 && wanted.gzip() != null);
        refuse(action, "Rules have these settings, not " + protocol, layer7 && ofBackends(backend));
        refuse(
                action,
                protocol + " has neither an idle time nor resets",
                !plain && (backend.idleSeconds() != null || backend.resetsOnDeregister() != null));
        refuse(action, "An idle time is too long", over(backend.idleSeconds(), LONGEST_IDLE));
        refuse(action, protocol + " has no sessions", !plain && over(backend.sessionSeconds(), 0));
        refuse(action, "A session is too long", over(backend.sessionSeconds(), LONGEST_SESSION));
        refuse(
                action,
                protocol + " has no certificates",
                (plain || layer7) && !backend.certificates().isEmpty());
        check(action, protocol, after.backend().healthCheck());
    }

    private static boolean ofBackends(BackendSettings backend) {
        return backend.scheduler() != null || backend.sessionSeconds() != null || backend.healthCheck() != null;
    }

    /** A wish for a rule that will be so in the end. */
    static void rule(String action, Protocol protocol, BackendSettings wanted, BackendSettings after) {
        ForwardType type = wanted.forwardType();
        refuse(action, type + " needs HTTPS", protocol != Protocol.HTTPS && type != null && type != ForwardType.HTTP);
        check(action, protocol, after.healthCheck());
    }

    static void domain(String action, Protocol protocol, DomainSettings wanted) {
        refuse(
                action,
                protocol + " has neither certificates nor HTTP/2",
                protocol != Protocol.HTTPS && (!wanted.certificates().isEmpty() || wanted.http2() != null));
    }

    private static void check(String action, Protocol protocol, @Nullable HealthCheck check) {
        if (check == null) {
            return;
        }
        boolean plain = protocol == Protocol.TCP || protocol == Protocol.UDP;
        refuse(action, protocol + " has no port of probes", !plain && check.port() != null);
        Kind kind = Objects.requireNonNull(check.kind());
        refuse(
                action,
                kind + " does not probe " + protocol,
                !Objects.requireNonNull(KINDS.get(protocol)).contains(kind));
        boolean told = check.http().domain() != null && check.http().version() != null;
        if (protocol == Protocol.TCP && kind == Kind.HTTP && !told) {
            throw Failures.rejected(action, "MissingParameter", "HTTP on TCP needs a domain and a version");
        }
    }

    private static boolean over(@Nullable Integer value, int limit) {
        return value != null && value > limit;
    }

    /** No limit where there is none. */
    static void quota(String action, int count, @Nullable Integer limit, String what) {
        if (over(count, limit == null ? count : limit)) {
            throw Failures.quota(action, what);
        }
    }

    private static void refuse(String action, String why, boolean wrong) {
        if (wrong) {
            throw Failures.rejected(action, "InvalidParameterValue", why);
        }
    }
}
