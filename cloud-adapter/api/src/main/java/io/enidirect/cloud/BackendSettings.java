package io.enidirect.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed on a backend, an L4 listener or an L7 rule. In a wish, null means "not ours to say": the cloud's
 * value is left as it is. In what was read, null means that the backend does not have it.
 *
 * @param sessionSeconds 0 (off); 30–3600 by source address on an L4 listener; 30–86400 by cookie on a rule (CLB API,
 *     SessionExpireTime)
 * @param idleSeconds how long a connection may say nothing, 10–3600; the cloud's own are 900 on TCP and 300 on UDP; TCP
 *     and UDP only, up to 900 on a shared load balancer (IdleConnectTimeout)
 * @param resetsOnDeregister connections to a target are reset when it is deregistered; TCP and UDP only
 *     (DeregisterTargetRst)
 * @param forwardType what the targets of a rule speak; rules only (ForwardType)
 * @param certificates server certificates of a TCP_SSL or QUIC listener; those of L7 belong to domains. Of an HTTPS
 *     listener without SNI they are read, and never asked for
 */
public record BackendSettings(
        @Nullable Scheduler scheduler,
        @Nullable Integer sessionSeconds,
        @Nullable HealthCheck healthCheck,
        @Nullable Integer idleSeconds,
        @Nullable Boolean resetsOnDeregister,
        @Nullable ForwardType forwardType,
        List<CertificateId> certificates) {

    /** Nothing said at all. */
    public static final BackendSettings UNSPECIFIED = new BackendSettings(null, null, null);

    /** What a rule's targets speak. */
    public enum ForwardType {
        /** The cloud's default. */
        HTTP,
        HTTPS,
        /** Needs an HTTPS listener. */
        GRPC,
        /** Needs an HTTPS listener. */
        GRPCS
    }

    public BackendSettings {
        if (sessionSeconds != null && sessionSeconds != 0 && (sessionSeconds < 30 || sessionSeconds > 86400)) {
            throw new IllegalArgumentException("A session of " + sessionSeconds + " s is neither 0 nor in 30–86400");
        }
        if (idleSeconds != null && (idleSeconds < 10 || idleSeconds > 3600)) {
            throw new IllegalArgumentException("An idle time of " + idleSeconds + " s is not in 10–3600");
        }
        certificates = List.copyOf(certificates);
    }

    /** What every backend can have; of the rest nothing is said. */
    public BackendSettings(
            @Nullable Scheduler scheduler, @Nullable Integer sessionSeconds, @Nullable HealthCheck healthCheck) {
        this(scheduler, sessionSeconds, healthCheck, null, null, null, List.of());
    }

    /** The same with this health check. */
    public BackendSettings withHealthCheck(@Nullable HealthCheck other) {
        return new BackendSettings(
                scheduler, sessionSeconds, other, idleSeconds, resetsOnDeregister, forwardType, certificates);
    }

    /** The same with this scheduler. */
    public BackendSettings withScheduler(@Nullable Scheduler other) {
        return new BackendSettings(
                other, sessionSeconds, healthCheck, idleSeconds, resetsOnDeregister, forwardType, certificates);
    }

    /**
     * This, as a wish for a rule.
     *
     * @throws IllegalArgumentException if it says what rules do not have
     */
    public BackendSettings requireOfRule() {
        if (idleSeconds != null || resetsOnDeregister != null) {
            throw new IllegalArgumentException("Rules have neither an idle time nor resets");
        }
        if (!certificates.isEmpty()) {
            throw new IllegalArgumentException("The certificates of a rule belong to its domain");
        }
        return this;
    }

    /** Whether this wish is already true of what was read. Compares only what the wish says. */
    public boolean satisfiedBy(BackendSettings read) {
        return (scheduler == null || scheduler == read.scheduler)
                && (sessionSeconds == null || sessionSeconds.equals(read.sessionSeconds))
                && (healthCheck == null || (read.healthCheck != null && healthCheck.satisfiedBy(read.healthCheck)))
                && (idleSeconds == null || idleSeconds.equals(read.idleSeconds))
                && (resetsOnDeregister == null || resetsOnDeregister.equals(read.resetsOnDeregister))
                && (forwardType == null || forwardType == read.forwardType)
                && (certificates.isEmpty() || certificates.equals(read.certificates));
    }

    /** What is there after this wish was granted: its own words, and what was there where it says nothing. */
    public BackendSettings over(BackendSettings before) {
        return new BackendSettings(
                scheduler == null ? before.scheduler : scheduler,
                sessionSeconds == null ? before.sessionSeconds : sessionSeconds,
                healthCheck == null ? before.healthCheck : healthCheck.over(before.healthCheck),
                idleSeconds == null ? before.idleSeconds : idleSeconds,
                resetsOnDeregister == null ? before.resetsOnDeregister : resetsOnDeregister,
                forwardType == null ? before.forwardType : forwardType,
                certificates.isEmpty() ? before.certificates : certificates);
    }
}
