package io.enidirect.operator.desired;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.operator.desired.model.DomainWords;
import io.enidirect.operator.desired.model.ListenerWords;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.record.Setting;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a user's word set, in a line: each setting with its value, or {@code as it is}. */
public final class SaidText {
    private SaidText() {}

    public static String of(Part part) {
        BackendSettings settings = part.settings();
        return of(part.named(), setting -> switch (setting) {
            case SESSION -> settings.sessionSeconds();
            case SCHEDULER -> settings.scheduler();
            case HEALTH_CHECK -> check(settings.healthCheck());
            case IDLE_TIME -> settings.idleSeconds();
            case RESET_ON_DEREGISTER -> settings.resetsOnDeregister();
            case FORWARD_TYPE -> settings.forwardType();
            default -> throw new IllegalArgumentException(setting + " of a backend");
        });
    }

    public static String of(ListenerWords words) {
        return of(words.named(), setting -> switch (setting) {
            case NAME -> words.settings().name();
            case KEEP_ALIVE -> words.settings().keepAlive();
            case SNAT -> words.settings().snat();
            case GZIP -> words.settings().gzip();
            default -> throw new IllegalArgumentException(setting + " of a listener");
        });
    }

    public static String of(DomainWords words) {
        return of(words.named(), setting -> switch (setting) {
            case HTTP2 -> words.settings().http2();
            case DEFAULT_SERVER -> words.settings().defaultServer();
            default -> throw new IllegalArgumentException(setting + " of a host");
        });
    }

    private interface Value {
        @Nullable Object of(Setting setting);
    }

    private static String of(Set<Setting> named, Value value) {
        return new TreeSet<>(named)
                .stream()
                        .map(setting -> {
                            Object said = value.of(setting);
                            return setting.word() + " " + (said == null ? "as it is" : said);
                        })
                        .collect(Collectors.joining(", "));
    }

    private static @Nullable String check(@Nullable HealthCheck check) {
        if (check == null) {
            return null;
        }
        HealthCheck.Http http = check.http();
        StringBuilder text = new StringBuilder(check.enabled() ? "" : "off ")
                .append(check.intervalSeconds() + "/" + check.timeoutSeconds() + "s " + check.healthyThreshold() + "/"
                        + check.unhealthyThreshold() + " from " + check.source());
        append(text, " by ", check.kind());
        append(text, " at port ", check.port());
        append(text, " ", http.method());
        append(text, " ", http.domain());
        append(text, " ", http.path());
        append(text, " ", http.version());
        append(text, " codes ", http.codes());
        return text.toString();
    }

    private static void append(StringBuilder text, String before, @Nullable Object value) {
        if (value != null) {
            text.append(before).append(value);
        }
    }
}
