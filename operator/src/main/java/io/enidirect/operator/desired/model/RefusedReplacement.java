package io.enidirect.operator.desired.model;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Backend;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule that the cloud refused when the one in whose place it was to come had already gone, or a listener whose targets it
 * refused when they had left the one before. That one is wanted again, and this is known by its hash, which stands in the
 * record: the same is not tried again, also not after a restart.
 */
public final class RefusedReplacement {
    private RefusedReplacement() {}

    /** What the cloud was asked for. */
    public static String hash(Backend backend, BackendSettings settings) {
        Map<String, String> content = new TreeMap<>();
        RuleKey rule = backend.rule();
        if (rule == null) {
            content.put("protocol", backend.listener().protocol().name());
            content.put("port", String.valueOf(backend.listener().port()));
        } else {
            content.put("domain", rule.domain());
            content.put("url", rule.url());
        }
        put(content, "scheduler", settings.scheduler());
        put(content, "session", settings.sessionSeconds());
        put(content, "idle", settings.idleSeconds());
        put(content, "resets", settings.resetsOnDeregister());
        put(content, "forward", settings.forwardType());
        if (!settings.certificates().isEmpty()) {
            content.put(
                    "certificates",
                    settings.certificates().stream().map(CertificateId::value).collect(Collectors.joining(",")));
        }
        HealthCheck check = settings.healthCheck();
        if (check != null) {
            content.put("check.enabled", String.valueOf(check.enabled()));
            content.put("check.timeout", String.valueOf(check.timeoutSeconds()));
            content.put("check.interval", String.valueOf(check.intervalSeconds()));
            content.put("check.healthy", String.valueOf(check.healthyThreshold()));
            content.put("check.unhealthy", String.valueOf(check.unhealthyThreshold()));
            content.put("check.source", check.source().name());
            put(content, "check.kind", check.kind());
            put(content, "check.port", check.port());
            put(content, "check.path", check.http().path());
            put(content, "check.domain", check.http().domain());
            put(content, "check.method", check.http().method());
            put(content, "check.codes", check.http().codes());
            put(content, "check.version", check.http().version());
        }
        return ContentHash.of(content);
    }

    private static void put(Map<String, String> content, String name, @Nullable Object value) {
        if (value != null) {
            content.put(name, value.toString());
        }
    }

    /** Of an L7 listener, whatever is to be on it. */
    public static String hash(ListenerKey listener) {
        return hash(Backend.of(listener), BackendSettings.UNSPECIFIED);
    }

    /** @param shown the rule, for people */
    public static Problem ofRule(SourceRef source, String field, String shown) {
        return problem(
                source,
                field,
                shown,
                "the cloud refused this rule when the one in whose place it was to come had to go first, and that is back");
    }

    /** Of a listener whose targets were refused. */
    public static Problem ofListener(SourceRef source, String field, ListenerKey listener) {
        return problem(
                source,
                field,
                listener.toString(),
                "the cloud refused its targets when they had left the listener that it was to replace, and that has them"
                        + " back");
    }

    /** Of a listener that was refused itself. */
    public static Problem ofPlace(SourceRef source, String field, ListenerKey listener) {
        return problem(
                source,
                field,
                listener.toString(),
                "the cloud refused this listener when the one in whose place it was to come had to go first, and that is"
                        + " back");
    }

    private static Problem problem(SourceRef source, String field, String shown, String rule) {
        return Problem.of(
                Code.REPLACEMENT_REFUSED,
                new Place(source.toString(), field),
                shown,
                new Wording(rule, "Change it; the same is not tried again"));
    }
}
