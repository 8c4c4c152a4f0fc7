package io.enidirect.operator.preview;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.HealthCheck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of a new listener or rule beside what all have. */
final class SettingsText {
    private SettingsText() {}

    /** @param by what a session goes by */
    static List<String> of(BackendSettings settings, String by) {
        List<String> lines = new ArrayList<>();
        Integer session = settings.sessionSeconds();
        if (session != null && session != 0) {
            lines.add("sessions by " + by + " last " + session + " s");
        }
        if (settings.scheduler() != null) {
            lines.add("balance by " + settings.scheduler());
        }
        probes(settings.healthCheck(), lines);
        if (Boolean.TRUE.equals(settings.resetsOnDeregister())) {
            lines.add("connections are reset when their target goes");
        }
        if (settings.forwardType() != null) {
            lines.add("targets speak " + settings.forwardType());
        }
        return lines;
    }

    private static void probes(@Nullable HealthCheck check, List<String> lines) {
        if (check == null || check.equals(HealthCheck.DEFAULT.from(check.source()))) {
            return;
        }
        lines.add(
                check.enabled()
                        ? "probes" + (check.kind() == null ? "" : " by " + check.kind()) + " every "
                                + check.intervalSeconds() + " s, " + check.timeoutSeconds() + " s long; "
                                + check.healthyThreshold() + " good ones in a row count, and "
                                + check.unhealthyThreshold() + " bad ones"
                        : "no probes");
    }
}
