package io.enidirect.operator.desired.endpoints;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an endpoint says of itself, and its pod of our gate. */
record Readiness(boolean ready, boolean terminating, boolean serving, boolean onlyOurGateMissing) {
    static final String GATE = "cloud.tencent.com/load-balancer-backendgroup-ready";

    /** @param publishes whether the Service has {@code publishNotReadyAddresses} */
    static Readiness of(Endpoint endpoint, @Nullable Pod pod, boolean publishes) {
        EndpointConditions conditions = endpoint.getConditions();
        Boolean ready = conditions == null ? null : conditions.getReady();
        boolean terminating = conditions != null && Boolean.TRUE.equals(conditions.getTerminating());
        Boolean serving = conditions == null ? null : conditions.getServing();
        return new Readiness(
                !Boolean.FALSE.equals(ready) && (!terminating || publishes),
                terminating,
                serving == null ? !Boolean.FALSE.equals(ready) : serving,
                pod != null && onlyOurGateMissing(pod));
    }

    /** Such a pod has to be registered: only a registered one can become healthy, and only then does our gate open. */
    private static boolean onlyOurGateMissing(Pod pod) {
        if (pod.getSpec() == null
                || pod.getSpec().getReadinessGates() == null
                || pod.getSpec().getReadinessGates().isEmpty()
                || pod.getStatus() == null) {
            return false;
        }
        List<String> gates = pod.getSpec().getReadinessGates().stream()
                .map(gate -> gate.getConditionType())
                .toList();
        return gates.contains(GATE)
                && isTrue(pod, "ContainersReady")
                && !isTrue(pod, GATE)
                && gates.stream().filter(gate -> !gate.equals(GATE)).allMatch(gate -> isTrue(pod, gate));
    }

    private static boolean isTrue(Pod pod, String type) {
        List<PodCondition> conditions = pod.getStatus().getConditions();
        return conditions != null
                && conditions.stream()
                        .anyMatch(
                                condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}
