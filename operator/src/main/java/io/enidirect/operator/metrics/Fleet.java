package io.enidirect.operator.metrics;

import java.util.Map;

/**
 * What there is at this moment.
 *
 * @param loadBalancers by condition
 * @param targets by state
 * @param tasksRunning over all load balancers
 * @param problems by code
 */
public record Fleet(
        Map<String, Integer> loadBalancers,
        Map<String, Integer> targets,
        int tasksRunning,
        Map<String, Integer> problems) {

    public Fleet {
        loadBalancers = Map.copyOf(loadBalancers);
        targets = Map.copyOf(targets);
        problems = Map.copyOf(problems);
    }
}
