package io.enidirect.cloud;

/**
 * How the cloud probes the targets of a backend. Always sent whole: what a partial one does is not documented.
 *
 * @param timeoutSeconds 2–60, less than the interval
 * @param intervalSeconds 2–300 (5–300 on IPv6)
 * @param healthyThreshold 2–10 successes make a target alive
 * @param unhealthyThreshold 2–10 failures make it dead
 * @param source where the probes come from
 */
public record HealthCheck(
        boolean enabled,
        int timeoutSeconds,
        int intervalSeconds,
        int healthyThreshold,
        int unhealthyThreshold,
        Source source) {

    /** The addresses that probes come from (CLB API, HealthCheck.SourceIpType). */
    public enum Source {
        /** The load balancer's own address; the only way on IPv6. */
        VIP,
        /** 100.64.0.0/10, the shared address space of RFC 6598. */
        SHARED_SPACE
    }

    /** What the cloud fills in where nothing is said. */
    public static final HealthCheck DEFAULT = new HealthCheck(true, 2, 5, 3, 3, Source.VIP);

    public HealthCheck {
        require("timeout", timeoutSeconds, 2, 60);
        require("interval", intervalSeconds, 2, 300);
        require("healthy threshold", healthyThreshold, 2, 10);
        require("unhealthy threshold", unhealthyThreshold, 2, 10);
        if (timeoutSeconds >= intervalSeconds) {
            throw new IllegalArgumentException("A health check's timeout of " + timeoutSeconds
                    + " s is not less than its interval of " + intervalSeconds + " s");
        }
    }

    /** The same with probes from elsewhere. */
    public HealthCheck from(Source other) {
        return new HealthCheck(enabled, timeoutSeconds, intervalSeconds, healthyThreshold, unhealthyThreshold, other);
    }

    private static void require(String what, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(
                    "A health check's " + what + " of " + value + " is not in " + from + "–" + to);
        }
    }
}
