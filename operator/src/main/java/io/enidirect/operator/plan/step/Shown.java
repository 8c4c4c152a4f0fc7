package io.enidirect.operator.plan.step;

import java.util.Collection;
import java.util.stream.Collectors;

/** How a long list reads in one line. */
final class Shown {
    private static final int MOST = 4;

    private Shown() {}

    /** The first few, and how many more there are. */
    static String few(Collection<?> all) {
        String first = all.stream().limit(MOST).map(Object::toString).collect(Collectors.joining(", "));
        return all.size() > MOST ? first + " and " + (all.size() - MOST) + " more" : first;
    }
}
