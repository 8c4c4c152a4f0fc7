package io.enidirect.operator.kinds;

import io.enidirect.cloud.Network;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.annotations.InternalNetwork;
import io.enidirect.operator.annotations.SourceWishes;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import io.enidirect.operator.desired.model.NotYet;
import io.enidirect.operator.desired.model.Restraints;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import java.util.Optional;

/**
 * What restricts, is asked of the load balancer as a whole, and is not so, or not yet: nothing new is programmed on it until it
 * is. What stands stays.
 */
final class NotGiven {
    private NotGiven() {}

    /** The source as it may contribute: held where what it asks for is not given. */
    static Source judge(Source source, Snapshot seen) {
        Optional<Problem> open = publicInstead(source, seen);
        return open.isPresent() || Restraints.awaited(seen) || NotYet.stops(seen.object())
                ? new Source(source.ref(), source.claim().held(open.stream().toList()), source.object())
                : source;
    }

    /** An internal load balancer is asked for, and its own one that stands, or is ordered, is public for ever. */
    private static Optional<Problem> publicInstead(Source source, Snapshot seen) {
        SourceRef madeFor = seen.object().getSpec().source();
        boolean own = madeFor != null && madeFor.uid().equals(source.ref().uid());
        Network network = LoadBalancerWish.of(seen.object(), seen.settings()).network();
        return own && network.type() == Network.Type.PUBLIC
                ? SourceWishes.subnet(source.object())
                        .filter(subnet -> !subnet.isBlank())
                        .map(subnet -> Problem.of(
                                Code.CANNOT_RESTRICT,
                                new Place(
                                        source.ref().toString(),
                                        Annotations.field(InternalNetwork.key(source.object()))),
                                subnet,
                                new Wording(
                                        "it asks for an internal load balancer, and the one that it has is public and can't be changed",
                                        "Take it away if a public one will do, or "
                                                + InternalNetwork.anew(source.object()) + "; "
                                                + Wording.UNTIL_THEN)))
                : Optional.empty();
    }
}
