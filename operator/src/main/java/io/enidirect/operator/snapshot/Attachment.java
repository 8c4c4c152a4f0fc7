package io.enidirect.operator.snapshot;

import io.enidirect.cloud.Target;
import java.util.Comparator;

/** A target behind a backend, by identity. */
public record Attachment(Backend backend, Target target) implements Comparable<Attachment> {
    private static final Comparator<Attachment> ORDER =
            Comparator.comparing(Attachment::backend).thenComparing(Attachment::target);

    @Override
    public int compareTo(Attachment other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return target + " behind " + backend;
    }
}
