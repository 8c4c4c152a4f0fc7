package io.enidirect.operator.desired.tuning;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.BackendSettings.ForwardType;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Scheduler;
import io.enidirect.crd.TkeServiceConfigSpec;
import io.enidirect.crd.TkeServiceConfigSpec.Check;
import io.enidirect.crd.TkeServiceConfigSpec.L4Listener;
import io.enidirect.crd.TkeServiceConfigSpec.L7Listener;
import io.enidirect.crd.TkeServiceConfigSpec.Rule;
import io.enidirect.crd.TkeServiceConfigSpec.Session;
import io.enidirect.operator.desired.tuning.At.Refused;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.record.Setting;
import io.enidirect.operator.snapshot.Backend;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one entry of a TkeServiceConfig, a setting at a time: what is wrong in one of them is told, and holds that one. */
final class EntryReader {
    private static final int SHORTEST_SESSION = 30;
    private static final int LONGEST_BY_ADDRESS = 3_600;
    private static final int LONGEST_BY_COOKIE = 86_400;
    private static final int LONGEST_NAME = 80;

    private static final Map<String, Scheduler> SCHEDULERS =
            Map.of("WRR", Scheduler.WRR, "LEAST_CONN", Scheduler.LEAST_CONN, "IP_HASH", Scheduler.IP_HASH);
    private static final Map<String, ForwardType> TYPES =
            Map.of("HTTP", ForwardType.HTTP, "HTTPS", ForwardType.HTTPS, "GRPC", ForwardType.GRPC);

    private final At at;
    private final Terms terms;
    private final Consumer<Problem> told;
    private final Set<Setting> named = EnumSet.noneOf(Setting.class);
    private final Set<Setting> held = EnumSet.noneOf(Setting.class);

    EntryReader(At at, Terms terms, Consumer<Problem> told) {
        this.at = at;
        this.terms = terms;
        this.told = told;
    }

    private interface Value<V> {
        V read() throws Refused;
    }

    private <V> @Nullable V read(Setting setting, @Nullable Object written, Value<V> value) {
        if (written == null) {
            return null;
        }
        try {
            V read = value.read();
            named.add(setting);
            return read;
        } catch (Refused e) {
            told.accept(e.problem());
            held.add(setting);
            return null;
        }
    }

    Said<BackendSettings> backend(L4Listener entry, Backend backend) {
        return said(new BackendSettings(
                scheduler(entry.scheduler()),
                session(entry.session(), LONGEST_BY_ADDRESS),
                check(entry.healthCheck(), backend, null),
                null,
                read(
                        Setting.RESET_ON_DEREGISTER,
                        entry.deregisterTargetRst(),
                        () -> Boolean.TRUE.equals(entry.deregisterTargetRst())),
                null,
                List.of()));
    }

    Said<BackendSettings> rule(Rule entry, Backend backend) {
        ForwardType type = forwardType(entry.forwardType(), backend);
        return said(new BackendSettings(
                scheduler(entry.scheduler()),
                session(entry.session(), LONGEST_BY_COOKIE),
                check(entry.healthCheck(), backend, type),
                null,
                null,
                type,
                List.of()));
    }

    Said<ListenerSettings> listener(@Nullable String name) {
        return said(new ListenerSettings(name(name), BackendSettings.UNSPECIFIED, null, null, null));
    }

    Said<ListenerSettings> listener(L7Listener entry) {
        return said(new ListenerSettings(
                name(entry.listenerName()),
                BackendSettings.UNSPECIFIED,
                read(
                        Setting.KEEP_ALIVE,
                        entry.keepaliveEnable(),
                        () -> at.in("keepaliveEnable").number(entry.keepaliveEnable(), 0, 1, 0) == 1),
                read(Setting.SNAT, entry.snatEnable(), () -> Boolean.TRUE.equals(entry.snatEnable())),
                null));
    }

    Said<DomainSettings> domain(TkeServiceConfigSpec.Domain entry, Protocol protocol) {
        Boolean http2 = read(Setting.HTTP2, entry.http2(), () -> {
            if (protocol != Protocol.HTTPS && Boolean.TRUE.equals(entry.http2())) {
                throw at.in("http2").refused(true, "HTTP/2 is spoken on HTTPS listeners only", "Take it away");
            }
            return Boolean.TRUE.equals(entry.http2());
        });
        if (protocol != Protocol.HTTPS) {
            named.remove(Setting.HTTP2);
            return said(DomainSettings.UNSPECIFIED);
        }
        return said(new DomainSettings(List.of(), http2, false));
    }

    private <S> Said<S> said(S settings) {
        return new Said<>(settings, named, held);
    }

    private @Nullable Scheduler scheduler(@Nullable String word) {
        return read(Setting.SCHEDULER, word, () -> at.in("scheduler").word(String.valueOf(word), SCHEDULERS));
    }

    private @Nullable Integer session(@Nullable Session session, int longest) {
        return session == null ? null : read(Setting.SESSION, session, () -> seconds(session, longest));
    }

    private int seconds(Session session, int longest) throws Refused {
        At field = at.in("session");
        return field.on(session.enable(), session.enabled(), null)
                ? field.in("sessionExpireTime")
                        .number(session.sessionExpireTime(), SHORTEST_SESSION, longest, SHORTEST_SESSION)
                : 0;
    }

    private @Nullable HealthCheck check(@Nullable Check check, Backend backend, @Nullable ForwardType type) {
        return check == null
                ? null
                : read(
                        Setting.HEALTH_CHECK,
                        check,
                        () -> new CheckReader(backend, terms, at.in("healthCheck"), told).read(check, type));
    }

    private @Nullable ForwardType forwardType(@Nullable String word, Backend backend) {
        boolean tls = backend.listener().protocol() == Protocol.HTTPS;
        if (!tls && "HTTP".equals(word)) {
            return null; // it is so, and the cloud takes no word of it there
        }
        return read(Setting.FORWARD_TYPE, word, () -> {
            ForwardType type = at.in("forwardType").word(String.valueOf(word), TYPES);
            if (!tls) {
                throw at.in("forwardType")
                        .refused(word, "the targets of an HTTP listener speak HTTP", "Write that, or use TLS");
            }
            return type;
        });
    }

    private @Nullable String name(@Nullable String name) {
        return read(Setting.NAME, name, () -> {
            String written = String.valueOf(name);
            if (written.isBlank() || written.length() > LONGEST_NAME) {
                throw at.in("listenerName")
                        .refused(name, "a listener's name has 1 to " + LONGEST_NAME + " characters", "Write another");
            }
            return written;
        });
    }
}
