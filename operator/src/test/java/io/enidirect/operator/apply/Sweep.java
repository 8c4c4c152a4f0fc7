package io.enidirect.operator.apply;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Has the call of one number go wrong in each phase of a life that has one, in as few lives as that takes: one life may go
 * wrong once in each phase, since each ends as if nothing had happened. Where what went wrong before spares a later phase a
 * call, so that it has no such call any more, that phase gets a life of its own.
 */
final class Sweep {
    private final Set<Integer> left;
    private boolean alone;

    private Sweep(Set<Integer> left) {
        this.left = left;
    }

    /** By how many calls each phase has. */
    static Sweep of(List<Integer> calls, int number) {
        return new Sweep(IntStream.range(0, calls.size())
                .filter(phase -> calls.get(phase) >= number)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The phases that are to go wrong in the next life: none in the end. */
    Set<Integer> next() {
        return alone ? left.stream().limit(1).collect(Collectors.toSet()) : Set.copyOf(left);
    }

    /** In these something went wrong. */
    void done(Set<Integer> phases) {
        if (alone && phases.isEmpty()) {
            throw new AssertionError("Nothing went wrong in phase " + next());
        }
        left.removeAll(phases);
        alone = true;
    }
}
