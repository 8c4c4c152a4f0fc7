package io.enidirect.cloud;

/**
 * How the cloud probes the targets of a backend. Always sent whole: what a partial one does is not documented.
 *
 * @param timeoutSeconds 2–60, less than the interval
 * @param intervalSeconds 2–300 (5–300 on IPv6)
 * @param healthyThreshold 2–10 successes make a target alive
 * @param unhealthyThreshold 2–10 failures make it dead
 */
public record HealthCheck(
        boolean enabled, int timeoutSeconds, int intervalSeconds, int healthyThreshold, int unhealthyThreshold) {

    /** What the cloud fills in where nothing is said. */
    public static final HealthCheck DEFAULT = new HealthCheck(true, 2, 5, 3, 3);

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

    private static void require(String what, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(
                    "A health check's " + what + " of " + value + " is not in " + from + "–" + to);
        }
    }
}
