package io.enidirect.cloud;

import java.util.List;

/**
 * How far an accepted call is (DescribeTaskStatus). A failed task may have left all, a part or none of its effect.
 *
 * @param message the cloud's reason for a failure, may be empty
 * @param loadBalancers what a creation made, once known
 */
public record TaskState(Phase phase, String message, List<LoadBalancerId> loadBalancers) {
    public enum Phase {
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    public TaskState {
        loadBalancers = List.copyOf(loadBalancers);
    }
}
