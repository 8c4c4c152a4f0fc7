package io.enidirect.operator.service;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.operator.claim.Claim;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done for one Service now.
 *
 * @param network of the load balancer to be made; null with every other step
 * @param problems those found here; the record's come with what is published
 */
record ServicePlan(Step step, @Nullable NetworkSpec network, List<Problem> problems) {
    static final String FINALIZER = "eni-direct.io/load-balancer";

    /** In the order of a Service's life. */
    enum Step {
        /** Nothing of ours is there, and nothing is to be. */
        LEAVE,
        /** The place of its own object is taken by another's. */
        WAIT_FOR_PLACE,
        /** Put the finalizer on, then make its own object. */
        MAKE,
        /** All there, the finalizer perhaps lost: publish. */
        USE,
        /** Delete its own object. */
        DELETE,
        /** Something still names it. */
        WAIT_FOR_RELEASE,
        /** Nothing names it any more: let go of it. */
        RELEASE
    }

    ServicePlan {
        problems = List.copyOf(problems);
    }

    static ServicePlan of(Service service, Claim claim, Seen seen) {
        List<Problem> problems = new ArrayList<>(claim.problems());
        Step step = claim.holds() ? holding(service, seen, problems) : ending(service, seen);
        NetworkSpec network = step == Step.MAKE ? WantedNetwork.of(service).spec() : null;
        return new ServicePlan(step, network, problems);
    }

    private static Step holding(Service service, Seen seen, List<Problem> problems) {
        WantedNetwork wanted = WantedNetwork.of(service);
        Optional<CloudLoadBalancer> own = seen.own(service);
        if (own.isPresent()) {
            // also while it is terminating: it serves as long as its source wants it
            wanted.against(own.get()).ifPresent(problems::add);
            return Step.USE;
        }
        if (seen.claimed()) {
            return Step.USE;
        }
        if (wanted.bad().isPresent()) {
            problems.add(wanted.bad().get());
            return ending(service, seen);
        }
        if (seen.named() != null) {
            problems.add(taken(wanted.service(), seen.named()));
            return Step.WAIT_FOR_PLACE;
        }
        return Step.MAKE;
    }

    private static Problem taken(String service, CloudLoadBalancer other) {
        return new Problem(
                Code.NAME_TAKEN,
                service,
                null,
                null,
                "CloudLoadBalancer " + other.getMetadata().getName()
                        + " belongs to another object, perhaps an earlier one of this name that is still being deleted",
                "Wait until it is gone, or delete it");
    }

    private static Step ending(Service service, Seen seen) {
        Optional<CloudLoadBalancer> own = seen.own(service);
        if (own.isPresent() && own.get().getMetadata().getDeletionTimestamp() == null) {
            return Step.DELETE;
        }
        if (seen.claimed()) {
            return Step.WAIT_FOR_RELEASE;
        }
        return service.hasFinalizer(FINALIZER) ? Step.RELEASE : Step.LEAVE;
    }
}
