package io.enidirect.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed on a backend, an L4 listener or an L7 rule. In a wish, null means "not ours to say": the cloud's
 * value is left as it is. In what was read, null means that the backend does not have it.
 *
 * @param sessionSeconds 0 (off); 30–3600 by source address on an L4 listener; 30–86400 by cookie on a rule
 * @param certificates server certificates: of a TCP_SSL, QUIC or HTTPS listener without SNI; with SNI of the rule's domain,
 *     shared by all its rules
 */
public record BackendSettings(
        @Nullable Scheduler scheduler,
        @Nullable Integer sessionSeconds,
        @Nullable HealthCheck healthCheck,
        List<CertificateId> certificates) {

    /** Nothing said at all. */
    public static final BackendSettings UNSPECIFIED = new BackendSettings(null, null, null, List.of());

    public BackendSettings {
        if (sessionSeconds != null && sessionSeconds != 0 && (sessionSeconds < 30 || sessionSeconds > 86400)) {
            throw new IllegalArgumentException("A session of " + sessionSeconds + " s is neither 0 nor in 30–86400");
        }
        certificates = List.copyOf(certificates);
    }

    /** Whether this wish is already true of what was read. Compares only what the wish says. */
    public boolean satisfiedBy(BackendSettings read) {
        return (scheduler == null || scheduler == read.scheduler)
                && (sessionSeconds == null || sessionSeconds.equals(read.sessionSeconds))
                && (healthCheck == null || healthCheck.equals(read.healthCheck))
                && (certificates.isEmpty() || certificates.equals(read.certificates));
    }

    /** What is there after this wish was granted: its own words, and what was there where it says nothing. */
    public BackendSettings over(BackendSettings before) {
        return new BackendSettings(
                scheduler == null ? before.scheduler : scheduler,
                sessionSeconds == null ? before.sessionSeconds : sessionSeconds,
                healthCheck == null ? before.healthCheck : healthCheck,
                certificates.isEmpty() ? before.certificates : certificates);
    }
}
