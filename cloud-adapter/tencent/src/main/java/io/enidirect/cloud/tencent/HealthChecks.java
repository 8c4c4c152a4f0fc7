package io.enidirect.cloud.tencent;

import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.RuleKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Health checks between the port and the SDK, which has a class of the same name. */
final class HealthChecks {
    /** The design's own wildcard of one label, as in {@code ~^[^.]+\.example\.com$}. */
    private static final Pattern ONE_LABEL = Pattern.compile("~\\^\\[\\^\\.]\\+((?:\\\\\\.[a-z0-9_-]+)+)\\$");

    private static final long VIP = 0;
    private static final long SHARED_SPACE = 1;

    private HealthChecks() {}

    static com.tencentcloudapi.clb.v20180317.models.@Nullable HealthCheck ofListener(@Nullable HealthCheck wanted) {
        return wanted == null ? null : whole(wanted);
    }

    static com.tencentcloudapi.clb.v20180317.models.@Nullable HealthCheck ofRule(
            RuleKey key, @Nullable HealthCheck wanted) {
        if (wanted == null) {
            return null;
        }
        var check = whole(wanted);
        check.setHttpCheckPath("/");
        if (key.domain().matches(".*[~*].*")) {
            // it must be a fixed name where the domain is none (CLB documentation, HealthCheck.HttpCheckDomain)
            check.setHttpCheckDomain(fixed(key.domain()));
        }
        return check;
    }

    private static com.tencentcloudapi.clb.v20180317.models.HealthCheck whole(HealthCheck wanted) {
        var check = new com.tencentcloudapi.clb.v20180317.models.HealthCheck();
        check.setHealthSwitch(wanted.enabled() ? 1L : 0L);
        check.setTimeOut((long) wanted.timeoutSeconds());
        check.setIntervalTime((long) wanted.intervalSeconds());
        check.setHealthNum((long) wanted.healthyThreshold());
        check.setUnHealthNum((long) wanted.unhealthyThreshold());
        check.setSourceIpType(wanted.source() == HealthCheck.Source.SHARED_SPACE ? SHARED_SPACE : VIP);
        return check;
    }

    private static String fixed(String domain) {
        Matcher oneLabel = ONE_LABEL.matcher(domain);
        if (oneLabel.matches()) {
            return "probe" + oneLabel.group(1).replace("\\", "");
        }
        return domain.startsWith("~") ? "probe.invalid" : domain.replace("*", "probe");
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
                        : HealthCheck.Source.VIP);
    }

    private static int within(@Nullable Long value, int from, int to, int otherwise) {
        return value == null || value == 0 ? otherwise : (int) Math.max(from, Math.min(to, value));
    }
}
