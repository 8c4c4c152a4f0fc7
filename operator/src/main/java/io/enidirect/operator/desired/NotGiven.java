package io.enidirect.operator.desired;

import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.Network;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.annotations.InternalNetwork;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import java.util.Optional;

/**
 * What restricts, is asked of the load balancer as a whole, and is not so, or not yet: nothing new is programmed on it until it
 * is. What stands stays.
 */
public final class NotGiven {
    private static final String UNTIL_THEN =
            "until then nothing new is made for it, and what is programmed stays as it is";

    private NotGiven() {}

    /** The source as it may contribute: held where what it asks for is not given. */
    static Source judge(Source source, Snapshot seen) {
        Optional<Problem> open = publicInstead(source, seen);
        return open.isPresent() || awaited(seen)
                ? new Source(source.ref(), source.claim().held(open.stream().toList()), source.object())
                : source;
    }

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
        return new Problem(
                Code.CANNOT_RESTRICT,
                source.toString(),
                "pass-to-target",
                "false",
                "the cloud refuses to have the pods' security groups asked, and its load balancer passes traffic by them",
                "Mend what is said of the refusal, or take it away if that will do; " + UNTIL_THEN);
    }

    /** An internal load balancer is asked for, and its own one that stands, or is ordered, is public for ever. */
    private static Optional<Problem> publicInstead(Source source, Snapshot seen) {
        SourceRef madeFor = seen.object().getSpec().source();
        boolean own = madeFor != null && madeFor.uid().equals(source.ref().uid());
        Network network = LoadBalancerWish.of(seen.object(), seen.settings()).network();
        return own && network.type() == Network.Type.PUBLIC
                ? InternalNetwork.subnet(source.object())
                        .map(subnet -> new Problem(
                                Code.CANNOT_RESTRICT,
                                source.ref().toString(),
                                Annotations.field(InternalNetwork.key(source.object())),
                                subnet,
                                "it asks for an internal load balancer, and the one that it has is public and can't be changed",
                                "Take it away if a public one will do, or " + InternalNetwork.anew(source.object())
                                        + "; " + UNTIL_THEN))
                : Optional.empty();
    }
}
