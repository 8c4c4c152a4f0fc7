package io.enidirect.cloud;

import org.jspecify.annotations.Nullable;

/**
 * How much the account may have in this region (DescribeQuota). Null where the cloud does not say it.
 *
 * @param listeners on one load balancer (TOTAL_LISTENER_QUOTA; the cloud's own is 50)
 * @param rulesPerListener on one listener (TOTAL_LISTENER_RULE_QUOTA; the cloud's own is 50)
 * @param targetsPerBackend behind one L4 listener or one rule (TOTAL_TARGET_BIND_QUOTA; the cloud's own is 100 or 200, by
 *     region)
 */
public record Quotas(
        @Nullable Integer listeners,
        @Nullable Integer rulesPerListener,
        @Nullable Integer targetsPerBackend) {}
