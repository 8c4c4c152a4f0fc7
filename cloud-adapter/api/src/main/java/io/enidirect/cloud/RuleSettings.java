package io.enidirect.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed on a rule; null as in {@link ListenerSettings}.
 *
 * @param sessionSeconds cookie persistence, 0 (off) or 30–86400
 * @param certificates those of the rule's domain, shared by all its rules; HTTPS with SNI
 */
public record RuleSettings(
        @Nullable Scheduler scheduler,
        @Nullable Integer sessionSeconds,
        @Nullable HealthCheck healthCheck,
        List<CertificateId> certificates) {

    public static final RuleSettings UNSPECIFIED = new RuleSettings(null, null, null, List.of());

    public RuleSettings {
        certificates = List.copyOf(certificates);
    }
}
