package io.enidirect.operator.front;

import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What a profile can ask of a load balancer, and nobody sets there yet. */
final class NotYet {
    private NotYet() {}

    static List<Problem> in(String object, CloudLoadBalancerSpec spec) {
        List<Problem> problems = new ArrayList<>();
        if (!spec.securityGroups().isEmpty()) {
            problems.add(problem(object, "securityGroups", String.join(",", spec.securityGroups())));
        }
        if (spec.internetMaxBandwidthOut() != null) {
            problems.add(problem(
                    object,
                    "internetMaxBandwidthOut",
                    spec.internetMaxBandwidthOut().toString()));
        }
        return problems;
    }

    private static Problem problem(String object, String field, String value) {
        return new Problem(
                Code.UNSUPPORTED,
                "CloudLoadBalancer " + object,
                "spec." + field,
                value,
                "it is not set on the load balancer yet",
                "Set it in the cloud's console, or take it out of the LoadBalancerProfile before the load balancer is made");
    }
}
