package io.enidirect.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed on a listener. In a wish, null means "not ours to say": the cloud's value is left as it is. In what
 * was read, null means that the listener's protocol does not have it.
 *
 * @param sessionSeconds 0 (off) or 30–3600; L4 only
 * @param certificates server certificates; TCP_SSL, QUIC, and HTTPS without SNI
 */
public record ListenerSettings(
        @Nullable Scheduler scheduler,
        @Nullable Integer sessionSeconds,
        @Nullable HealthCheck healthCheck,
        List<CertificateId> certificates) {

    /** Nothing said at all. */
    public static final ListenerSettings UNSPECIFIED = new ListenerSettings(null, null, null, List.of());

    public ListenerSettings {
        if (sessionSeconds != null && sessionSeconds != 0 && (sessionSeconds < 30 || sessionSeconds > 3600)) {
            throw new IllegalArgumentException("A session of " + sessionSeconds + " s is neither 0 nor in 30–3600");
        }
        certificates = List.copyOf(certificates);
    }

    /** Whether this wish is already true of what was read. Compares only what the wish says. */
    public boolean satisfiedBy(ListenerSettings read) {
        return (scheduler == null || scheduler == read.scheduler)
                && (sessionSeconds == null || sessionSeconds.equals(read.sessionSeconds))
                && (healthCheck == null || healthCheck.equals(read.healthCheck))
                && (certificates.isEmpty() || certificates.equals(read.certificates));
    }

    /** What is there after this wish was granted: its own words, and what was there where it says nothing. */
    public ListenerSettings over(ListenerSettings before) {
        return new ListenerSettings(
                scheduler == null ? before.scheduler : scheduler,
                sessionSeconds == null ? before.sessionSeconds : sessionSeconds,
                healthCheck == null ? before.healthCheck : healthCheck,
                certificates.isEmpty() ? before.certificates : certificates);
    }
}
