package io.enidirect.operator.claim;

import io.enidirect.operator.problem.Problem;
import java.util.List;

/**
 * Whether a source is ours, with what has to be said about it.
 *
 * @param problems why it isn't although it asks, or what holds it
 */
public record Claim(State state, List<Problem> problems) {

    /** The four answers. */
    public enum State {
        /** Ours: it contributes what it says. */
        OURS,
        /** Ours, but what it says can't be understood now: all that is recorded for it stays as it is. */
        HELD,
        /** Was ours and is no more, or is being deleted: it contributes nothing. */
        ENDED,
        /** Never ours: not touched. */
        NOT_OURS
    }

    static final Claim OURS = new Claim(State.OURS, List.of());
    static final Claim ENDED = new Claim(State.ENDED, List.of());
    static final Claim NOT_OURS = new Claim(State.NOT_OURS, List.of());

    public Claim {
        problems = List.copyOf(problems);
    }

    /** Whether a load balancer is wanted for it. */
    public boolean holds() {
        return state == State.OURS || state == State.HELD;
    }
}
