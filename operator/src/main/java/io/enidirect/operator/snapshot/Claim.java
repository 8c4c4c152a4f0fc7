package io.enidirect.operator.snapshot;

import io.enidirect.operator.problem.Problem;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whether a source is ours, with what has to be said about it.
 *
 * @param problems why it isn't although it asks, or what holds it
 */
public record Claim(State state, List<Problem> problems) {

    /** The answers. */
    public enum State {
        /** Ours: it contributes what it says. */
        OURS,
        /** Ours, but what it says can't be understood or given now: all that is recorded for it stays, and nothing is added. */
        HELD,
        /** Ours, and its user wants it to be left alone: all stays as it is, but for targets that are no living pods any more. */
        SKIPPED,
        /** Was ours and is no more, or is being deleted: it contributes nothing. */
        ENDED,
        /** Never ours: not touched. */
        NOT_OURS
    }

    public static final Claim OURS = new Claim(State.OURS, List.of());
    /** Nothing of it is to stay. */
    public static final Claim ENDED = new Claim(State.ENDED, List.of());

    public static final Claim NOT_OURS = new Claim(State.NOT_OURS, List.of());

    public Claim {
        problems = List.copyOf(problems);
    }

    /** The same, held by what the source asks for and can't have, if it is ours at all. */
    public Claim heldBy(Supplier<List<Problem>> reasons) {
        List<Problem> more = holds() ? reasons.get() : List.of();
        return more.isEmpty() ? this : held(more);
    }

    /** The same, held if it is ours at all: for these reasons, or for none that its user has to know. */
    public Claim held(List<Problem> reasons) {
        return state == State.OURS || state == State.HELD
                ? new Claim(
                        State.HELD,
                        Stream.concat(problems.stream(), reasons.stream()).toList())
                : this;
    }

    /** The same, left alone if it is ours at all. */
    public Claim skipped(Problem word) {
        return holds()
                ? new Claim(
                        State.SKIPPED,
                        Stream.concat(problems.stream(), Stream.of(word)).toList())
                : this;
    }

    /** Whether a load balancer is wanted for it. */
    public boolean holds() {
        return state == State.OURS || state == State.HELD || state == State.SKIPPED;
    }
}
