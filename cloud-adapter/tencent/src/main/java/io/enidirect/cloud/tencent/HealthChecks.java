package io.enidirect.cloud.tencent;

import static java.util.Objects.requireNonNullElse;

import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.RuleKey;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Health checks between the port and the SDK, which has a class of the same name. */
final class HealthChecks {
    /** The design's own wildcard of one label, as in {@code ~^[^.]+\.example\.com$}. */
    private static final long VIP = 0;

    private static final long SHARED_SPACE = 1;

    private HealthChecks() {}

    static com.tencentcloudapi.clb.v20180317.models.@Nullable HealthCheck ofNewListener(@Nullable HealthCheck wanted) {
        var check = ofListener(wanted);
        if (check != null && Long.valueOf(HealthCheck.OWN_PORT).equals(check.getCheckPort())) {
            check.setCheckPort(null); // a new one probes each target at its own port
        }
        return check;
    }

    static com.tencentcloudapi.clb.v20180317.models.@Nullable HealthCheck ofListener(@Nullable HealthCheck wanted) {
        if (wanted == null) {
            return null;
        }
        var check = whole(wanted);
        check.setHttpCheckPath(
                wanted.kind() == HealthCheck.Kind.HTTP
                        ? path(wanted)
                        : wanted.http().path());
        check.setHttpCheckDomain(wanted.http().domain());
        return check;
    }

    static com.tencentcloudapi.clb.v20180317.models.@Nullable HealthCheck ofRule(
            RuleKey key, @Nullable HealthCheck wanted) {
        if (wanted == null) {
            return null;
        }
        var check = whole(wanted);
        check.setHttpCheckPath(path(wanted));
        String said = wanted.http().domain();
        String fixed = RuleKey.fixedName(requireNonNullElse(said, key.domain()));
        // it must be a fixed name where the domain is none (CLB documentation, HealthCheck.HttpCheckDomain)
        check.setHttpCheckDomain(said == null && fixed.equals(key.domain()) ? null : fixed);
        if (Long.valueOf(HealthCheck.OWN_PORT).equals(check.getCheckPort())) {
            check.setCheckPort(null);
        }
        return check;
    }

    /** What the cloud probes where none is said is documented nowhere. */
    private static String path(HealthCheck wanted) {
        return requireNonNullElse(wanted.http().path(), "/");
    }

    private static com.tencentcloudapi.clb.v20180317.models.HealthCheck whole(HealthCheck wanted) {
        var check = new com.tencentcloudapi.clb.v20180317.models.HealthCheck();
        check.setHealthSwitch(wanted.enabled() ? 1L : 0L);
        check.setTimeOut((long) wanted.timeoutSeconds());
        check.setIntervalTime((long) wanted.intervalSeconds());
        check.setHealthNum((long) wanted.healthyThreshold());
        check.setUnHealthNum((long) wanted.unhealthyThreshold());
        check.setSourceIpType(wanted.source() == HealthCheck.Source.SHARED_SPACE ? SHARED_SPACE : VIP);
        if (wanted.kind() != null && wanted.kind() != HealthCheck.Kind.CUSTOM) {
            check.setCheckType(wanted.kind().name());
        }
        check.setCheckPort(Listeners.number(wanted.port()));
        HealthCheck.Http http = wanted.http();
        check.setHttpCheckMethod(http.method() == null ? null : http.method().name());
        check.setHttpCode(Listeners.number(http.codes()));
        check.setHttpVersion(http.version() == null ? null : wire(http.version()));
        return check;
    }

    private static String wire(HealthCheck.Version version) {
        return version == HealthCheck.Version.HTTP_1_0 ? "HTTP/1.0" : "HTTP/1.1";
    }

    /** What was read of an L4 listener, on a plain one with the port that it always has. */
    static HealthCheck ofListener(boolean plain, com.tencentcloudapi.clb.v20180317.models.@Nullable HealthCheck read) {
        HealthCheck check = read(read);
        if (!plain) {
            return check;
        }
        int port = read == null ? HealthCheck.OWN_PORT : port(read.getCheckPort());
        return check.with(check.kind(), port, check.http());
    }

    /** What was read: the cloud leaves out what was never set, and zeroes what is switched off. */
    static HealthCheck read(com.tencentcloudapi.clb.v20180317.models.@Nullable HealthCheck read) {
        if (read == null) {
            return HealthCheck.DEFAULT;
        }
        HealthCheck usual = HealthCheck.DEFAULT;
        int interval = within(read.getIntervalTime(), 2, 300, usual.intervalSeconds());
        int timeout = within(read.getTimeOut(), 2, 60, usual.timeoutSeconds());
        return new HealthCheck(
                        read.getHealthSwitch() == null || read.getHealthSwitch() != 0,
                        timeout,
                        Math.max(interval, timeout + 1),
                        within(read.getHealthNum(), 2, 10, usual.healthyThreshold()),
                        within(read.getUnHealthNum(), 2, 10, usual.unhealthyThreshold()),
                        Long.valueOf(SHARED_SPACE).equals(read.getSourceIpType())
                                ? HealthCheck.Source.SHARED_SPACE
                                : HealthCheck.Source.VIP)
                .with(named(HealthCheck.Kind.values(), read.getCheckType()), null, http(read));
    }

    private static HealthCheck.Http http(com.tencentcloudapi.clb.v20180317.models.HealthCheck read) {
        Long codes = read.getHttpCode();
        return new HealthCheck.Http(
                said(read.getHttpCheckPath()),
                said(read.getHttpCheckDomain()),
                named(HealthCheck.Method.values(), read.getHttpCheckMethod()),
                codes == null || codes == 0 ? null : within(codes, 1, 31, 31),
                Stream.of(HealthCheck.Version.values())
                        .filter(each -> wire(each).equals(read.getHttpVersion()))
                        .findFirst()
                        .orElse(null));
    }

    private static @Nullable String said(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Null for what is not known here. */
    private static <E extends Enum<E>> @Nullable E named(E[] values, @Nullable String name) {
        return Stream.of(values)
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static int port(@Nullable Long port) {
        return port == null || port < 1 || port > 65535 ? HealthCheck.OWN_PORT : port.intValue();
    }

    static int within(@Nullable Long value, int from, int to, int otherwise) {
        return value == null || value == 0 ? otherwise : (int) Math.max(from, Math.min(to, value));
    }
}
