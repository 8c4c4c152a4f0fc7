package io.enidirect.operator.desired.model;

import io.enidirect.cloud.LoadBalancer;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.Set;

/** What restricts and is set on the load balancer itself. It can be changed, and the plan changes it before all else. */
public final class Restraints {
    private Restraints() {}

    /** Whether one is asked for, and the load balancer that stands does not have it yet; one that is left alone gets none. */
    public static boolean awaited(Snapshot seen) {
        LoadBalancer there = seen.observed().loadBalancer();
        if (there == null || seen.skipped()) {
            return false;
        }
        LoadBalancerWish wish = LoadBalancerWish.of(seen.object(), seen.settings());
        return passedBy(wish, there) || unprotected(wish, there) || open(wish, there);
    }

    /** Whether a new load balancer can't be made with all of them, so that more has to be done before it is used. */
    public static boolean afterCreation(LoadBalancerWish wish) {
        return Boolean.TRUE.equals(wish.settings().deletionProtected())
                || (wish.securityGroups() != null && !wish.securityGroups().isEmpty());
    }

    /** The pods' security groups are to be asked, and its traffic still passes by them. */
    private static boolean passedBy(LoadBalancerWish wish, LoadBalancer there) {
        return Boolean.FALSE.equals(wish.settings().passToTarget()) && Boolean.TRUE.equals(there.passToTarget());
    }

    private static boolean unprotected(LoadBalancerWish wish, LoadBalancer there) {
        return Boolean.TRUE.equals(wish.settings().deletionProtected()) && !there.deletionProtected();
    }

    /** In whatever order: that is their priority, and lets nobody in whom they keep out together. */
    private static boolean open(LoadBalancerWish wish, LoadBalancer there) {
        return wish.securityGroups() != null
                && !wish.securityGroups().isEmpty()
                && !Set.copyOf(wish.securityGroups()).equals(Set.copyOf(there.securityGroups()));
    }

    /** That the cloud refuses to change it. */
    public static Problem refused(SourceRef source) {
        return Problem.of(
                Code.CANNOT_RESTRICT,
                new Place(source.toString(), "its load balancer"),
                null,
                new Wording(
                        "the cloud refuses what restricts it: its own security groups, those of the pods being asked, or its"
                                + " protection from deletion",
                        "Mend what is said of the refusal, or take it away if that will do; " + Wording.UNTIL_THEN));
    }
}
