package io.enidirect.operator.desired.model;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.cloud.Scheduler;
import io.enidirect.operator.record.Setting;
import io.enidirect.operator.snapshot.Backend;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cloud's own values, to which a setting goes back that was named once and is no more. */
public final class SettingDefaults {
    private static final int IDLE_TCP = 900;
    private static final int IDLE_UDP = 300;
    private static final int ALL_CODES = 31;

    private SettingDefaults() {}

    /** The wish, with the default of each that it names no more. */
    public static BackendSettings back(BackendSettings wish, Set<Setting> gone, Backend backend) {
        Protocol protocol = backend.listener().protocol();
        return wish.over(new BackendSettings(
                gone.contains(Setting.SCHEDULER) ? Scheduler.WRR : null,
                gone.contains(Setting.SESSION) ? 0 : null,
                gone.contains(Setting.HEALTH_CHECK) ? check(wish.healthCheck(), backend) : null,
                gone.contains(Setting.IDLE_TIME)
                        ? Integer.valueOf(protocol == Protocol.UDP ? IDLE_UDP : IDLE_TCP)
                        : null,
                gone.contains(Setting.RESET_ON_DEREGISTER) ? false : null,
                gone.contains(Setting.FORWARD_TYPE) ? BackendSettings.ForwardType.HTTP : null,
                List.of()));
    }

    /** The times and the source of probes are ours to say, always; the rest is said only for this. */
    private static HealthCheck check(@Nullable HealthCheck wish, Backend backend) {
        HealthCheck usual = wish == null ? HealthCheck.DEFAULT : wish;
        return switch (backend.listener().protocol()) {
            case TCP -> usual.with(HealthCheck.Kind.TCP, HealthCheck.OWN_PORT, HealthCheck.Http.UNSPECIFIED);
            case UDP -> usual.with(HealthCheck.Kind.PING, HealthCheck.OWN_PORT, HealthCheck.Http.UNSPECIFIED);
            case TCP_SSL, QUIC -> usual.with(HealthCheck.Kind.TCP, null, HealthCheck.Http.UNSPECIFIED);
            case HTTP, HTTPS ->
                usual.with(
                        HealthCheck.Kind.HTTP,
                        null,
                        new HealthCheck.Http("/", domain(backend), HealthCheck.Method.HEAD, ALL_CODES, null));
        };
    }

    private static @Nullable String domain(Backend backend) {
        RuleKey rule = backend.rule();
        return rule == null ? null : RuleKey.fixedName(rule.domain());
    }

    /** @param name the one that we give when we create one */
    public static ListenerSettings back(ListenerSettings wish, Set<Setting> gone, String name) {
        return wish.over(new ListenerSettings(
                gone.contains(Setting.NAME) ? name : null,
                BackendSettings.UNSPECIFIED,
                gone.contains(Setting.KEEP_ALIVE) ? false : null,
                gone.contains(Setting.SNAT) ? false : null,
                gone.contains(Setting.GZIP) ? false : null));
    }

    public static DomainSettings back(DomainSettings wish, Set<Setting> gone) {
        return wish.over(new DomainSettings(List.of(), gone.contains(Setting.HTTP2) ? false : null, false));
    }
}
