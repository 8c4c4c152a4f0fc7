package io.enidirect.operator.desired.model;

import io.enidirect.cloud.LoadBalancer;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Snapshot;

/** A load balancer that passes its traffic by the pods' security groups, although they are to be asked. */
public final class PassedBy {
    public static final String UNTIL_THEN =
            "until then nothing new is made for it, and what is programmed stays as it is";

    private PassedBy() {}

    /**
     * Whether the pods' security groups are to be asked, and the load balancer that stands still passes its traffic by them.
     * It can be changed, and the plan changes it first.
     */
    public static boolean awaited(Snapshot seen) {
        LoadBalancer there = seen.observed().loadBalancer();
        return there != null
                && Boolean.TRUE.equals(there.passToTarget())
                && Boolean.FALSE.equals(
                        LoadBalancerWish.of(seen.object(), seen.settings()).passToTarget());
    }

    /** That the cloud refuses to change it. */
    public static Problem passedBy(SourceRef source) {
        return Problem.of(
                Code.CANNOT_RESTRICT,
                new Place(source.toString(), "pass-to-target"),
                "false",
                new Wording(
                        "the cloud refuses to have the pods' security groups asked, and its load balancer passes traffic by them",
                        "Mend what is said of the refusal, or take it away if that will do; " + UNTIL_THEN));
    }
}
