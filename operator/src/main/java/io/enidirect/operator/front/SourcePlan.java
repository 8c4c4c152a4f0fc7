package io.enidirect.operator.front;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.SourceWishes;
import io.enidirect.operator.kinds.OwnLoadBalancer;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Claim;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done for one source now.
 *
 * @param making the object to be made; null with every other step
 * @param problems those found here; the record's come with what is published
 */
public record SourcePlan(Step step, @Nullable CloudLoadBalancer making, List<Problem> problems) {
    public static final String FINALIZER = "eni-direct.io/load-balancer";

    /** In the order of a source's life. */
    public enum Step {
        /** Nothing of ours is there, and nothing is to be. */
        LEAVE,
        /** It is ours, and no load balancer can be made for it now: it shows why. */
        REFUSE,
        /** The place of its own object is taken by another's. */
        WAIT_FOR_PLACE,
        /** Put the finalizer on, then make its own object. */
        MAKE,
        /** All there, the finalizer perhaps lost: publish. */
        USE,
        /** Its own object says something else than is wanted now of what can be changed. */
        ADAPT,
        /** Delete its own object. */
        DELETE,
        /** Have the deletion of its own object brought to its end: it wants another one. */
        GIVE_UP,
        /** Its own object is on its way out, and it waits for its place with another one. */
        WAIT_FOR_NEXT,
        /** Something still names it. */
        WAIT_FOR_RELEASE,
        /** Nothing names it any more: let go of it. */
        RELEASE
    }

    public SourcePlan {
        problems = List.copyOf(problems);
    }

    /** Whether it is ours and nothing is made for it. */
    boolean refuses() {
        return step == Step.REFUSE || step == Step.WAIT_FOR_PLACE;
    }

    public static SourcePlan of(HasMetadata source, Claim claim, OwnLoadBalancer wish, SourceFacts seen) {
        List<Problem> problems = new ArrayList<>(claim.problems());
        Step step = claim.holds() ? holding(source, claim, wish, seen, problems) : ending(source, seen);
        CloudLoadBalancer making = step == Step.MAKE ? wish.object(SourceRef.to(source)) : null;
        if (making != null) {
            problems.addAll(wish.notices());
        }
        return new SourcePlan(step, making, problems);
    }

    private static Step holding(
            HasMetadata source, Claim claim, OwnLoadBalancer wish, SourceFacts seen, List<Problem> problems) {
        Optional<CloudLoadBalancer> own = seen.own();
        if (own.isPresent()) {
            // also while it is terminating: it serves as long as its source wants the load balancer that it is
            if (wantsAnother(source, wish, own.get(), seen.leftBefore())) {
                problems.add(going(source, own.get()));
                return leaving(own.get());
            }
            problems.addAll(wish.against(own.get()));
            // what is held says nothing that could be trusted
            return claim.state() != Claim.State.HELD && wish.change(own.get()).isPresent() ? Step.ADAPT : Step.USE;
        }
        if (seen.claimed()) {
            return Step.USE;
        }
        if (claim.state() != Claim.State.OURS) {
            // nothing new is made for what can't have what it asks for, or is to be left alone
            return refusing(source);
        }
        List<Problem> bad = wish.bad();
        if (!bad.isEmpty()) {
            problems.addAll(bad);
            return refusing(source);
        }
        if (seen.named() != null) {
            problems.add(taken(source, seen.named()));
            return Step.WAIT_FOR_PLACE;
        }
        return Step.MAKE;
    }

    /** What was given up stays so: half of it may be gone. */
    private static boolean wantsAnother(
            HasMetadata source, OwnLoadBalancer wish, CloudLoadBalancer own, boolean leftBefore) {
        return own.givenUp()
                || ((deleted(own) || leftBefore) && (wish.wantsAnother(own) || SourceWishes.elsewhere(source)));
    }

    private static Step leaving(CloudLoadBalancer own) {
        return !deleted(own) ? Step.DELETE : own.givenUp() ? Step.WAIT_FOR_NEXT : Step.GIVE_UP;
    }

    private static boolean deleted(CloudLoadBalancer object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    private static Problem going(HasMetadata source, CloudLoadBalancer own) {
        String id = own.recorded().loadBalancerId();
        return Problem.of(
                Code.BEING_DELETED,
                new Place(SourceRef.to(source).toString(), null),
                null,
                new Wording(
                        "the load balancer that it had" + (id == null ? "" : ", " + id + ",")
                                + " is still being deleted, and it asks for another one now",
                        "Wait: that is made when the old one is gone; kubectl get clb "
                                + own.getMetadata().getName() + " -o yaml says what the deletion waits for"));
    }

    /** Without a finalizer: nothing of it has to be taken down. */
    private static Step refusing(HasMetadata source) {
        return source.hasFinalizer(FINALIZER) ? Step.RELEASE : Step.REFUSE;
    }

    private static Problem taken(HasMetadata source, CloudLoadBalancer other) {
        return Problem.of(
                Code.NAME_TAKEN,
                new Place(SourceRef.to(source).toString(), null),
                null,
                new Wording(
                        "CloudLoadBalancer " + other.getMetadata().getName()
                                + " belongs to another object, perhaps an earlier one of this name that is still being deleted",
                        "Wait until it is gone, or delete it"));
    }

    private static Step ending(HasMetadata source, SourceFacts seen) {
        Optional<CloudLoadBalancer> own = seen.own();
        if (own.isPresent() && !deleted(own.get())) {
            return Step.DELETE;
        }
        if (seen.claimed()) {
            return Step.WAIT_FOR_RELEASE;
        }
        return source.hasFinalizer(FINALIZER) ? Step.RELEASE : Step.LEAVE;
    }
}
