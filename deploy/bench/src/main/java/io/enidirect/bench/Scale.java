package io.enidirect.bench;

import java.util.List;

/**
 * How much is measured.
 *
 * @param services of ten pods each
 * @param pods behind each rule of the one large load balancer
 * @param corePods behind each rule, for the core alone
 * @param forks of JMH
 * @param iterations to measure, and as many to warm up
 * @param iterationMillis how long each of them is
 */
record Scale(int services, int pods, List<String> corePods, int forks, int iterations, long iterationMillis) {
    /** With the placeholder of the default domain as many as a listener takes. */
    static final int RULES = 48;

    static final int PODS_OF_A_SERVICE = 10;

    static Scale of(String name) {
        return switch (name) {
            case "full" -> new Scale(1_000, 300, List.of("100", "200", "800", "1000"), 2, 3, 1_000);
            case "quick" -> new Scale(100, 100, List.of("200"), 1, 1, 1_000);
            // in this JVM, and measures nothing: that it runs
            case "smoke" -> new Scale(2, 3, List.of("1"), 0, 1, 1);
            default -> throw new IllegalArgumentException("-Dbench=" + name + ": write full or quick");
        };
    }
}
