package io.enidirect.operator.front;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import java.util.ArrayList;
import java.util.List;

/** What a profile can ask of a load balancer, and nobody sets there yet. */
final class NotYet {
    private NotYet() {}

    static List<Problem> in(CloudLoadBalancer object) {
        List<Problem> problems = new ArrayList<>();
        List<String> groups = object.getSpec().securityGroups();
        if (!groups.isEmpty()) {
            problems.add(problem(object, "securityGroups", String.join(",", groups)));
        }
        Integer bandwidth = object.getSpec().internetMaxBandwidthOut();
        if (bandwidth != null) {
            problems.add(problem(object, "internetMaxBandwidthOut", bandwidth.toString()));
        }
        return problems;
    }

    private static Problem problem(CloudLoadBalancer object, String field, String value) {
        return Problem.of(
                Code.UNSUPPORTED,
                new Place("CloudLoadBalancer " + object.getMetadata().getName(), "spec." + field),
                value,
                new Wording(
                        "it is not set on the load balancer yet",
                        "Set it in the cloud's console, or take it out of the LoadBalancerProfile before the load balancer is made"));
    }
}
