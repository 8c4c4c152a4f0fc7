package io.enidirect.operator.plan;

import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.plan.step.Draft;
import io.enidirect.operator.plan.step.ReadStep;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.Optional;

/** A load balancer that does not prove to be ours: it has lost its tags, or its record is another cluster's. */
final class Unproven {
    private final Desired.State desired;
    private final Snapshot seen;
    private final Ownership ownership;
    private final Draft draft;
    private final String why;

    /** @param why in a clause */
    Unproven(Desired.State desired, Snapshot seen, Ownership ownership, Draft draft, String why) {
        this.desired = desired;
        this.seen = seen;
        this.ownership = ownership;
        this.draft = draft;
        this.why = why;
    }

    /** Whether nothing wants it any more, or its deletion has come too far. */
    boolean isDone() {
        return !desired.wanted() || (ownGoes() && nothingLeft());
    }

    private boolean ownGoes() {
        return seen.deleting() && seen.object().getSpec().source() != null;
    }

    /** As after a deletion of which only the end is missing: the tags were taken off last, and by us. */
    private boolean nothingLeft() {
        Observed observed = seen.observed();
        return observed.loadBalancer() != null
                && observed.knows(Aspect.LISTENERS)
                && ownership.all().stream().noneMatch(ownership::ours);
    }

    /** What stays in the cloud of one that nothing wants. */
    Optional<Problem> released() {
        boolean told = nothingLeft() || (seen.skipped() && seen.observed().loadBalancer() != null);
        return (told ? new RemovalPlan(seen, ownership, draft).released() : Optional.<Problem>empty())
                .or(() -> Released.asItIs(seen.object(), why));
    }

    /** Why nothing is done on one that is wanted. */
    void tell() {
        if (ownGoes() && !seen.observed().knows(Aspect.LISTENERS)) {
            draft.read(new ReadStep.ReadListeners());
        }
        draft.problemOfAll(Problem.of(
                Code.OWNERSHIP_LOST,
                new Place("CloudLoadBalancer " + seen.object().getMetadata().getName(), null),
                null,
                new Wording(
                        why + ", so nothing on it is written to",
                        "Give it the tags " + Settings.CLUSTER_TAG + " and " + Settings.OWNER_TAG
                                + " back if it is this cluster's; it goes on by itself after the next drift check")));
    }
}
