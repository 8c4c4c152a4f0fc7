package io.enidirect.operator.desired.model;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A rule that the cloud refused when the one in whose place it was to come had already gone. That one is wanted again, and
 * this is known by its hash, which stands in the record: the same is not tried again, also not after a restart.
 */
public final class RefusedReplacement {
    private RefusedReplacement() {}

    /** What the cloud was asked for. */
    public static String hash(RuleKey key, BackendSettings settings) {
        Map<String, String> content = new TreeMap<>();
        content.put("domain", key.domain());
        content.put("url", key.url());
        if (settings.scheduler() != null) {
            content.put("scheduler", settings.scheduler().name());
        }
        if (settings.sessionSeconds() != null) {
            content.put("session", settings.sessionSeconds().toString());
        }
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
        }
        return ContentHash.of(content);
    }

    /** @param shown the rule, for people */
    public static Problem problem(SourceRef source, String field, String shown) {
        return Problem.of(
                Code.REPLACEMENT_REFUSED,
                new Place(source.toString(), field),
                shown,
                new Wording(
                        "the cloud refused this rule when the one in whose place it was to come had to go first, and that is back",
                        "Change it; the same is not tried again"));
    }
}
