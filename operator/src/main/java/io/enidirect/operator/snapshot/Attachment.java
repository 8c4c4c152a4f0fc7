package io.enidirect.operator.snapshot;

import io.enidirect.cloud.Target;
import java.util.Comparator;

/** A target behind a backend, by identity. */
public record Attachment(Backend backend, Target target) implements Comparable<Attachment> {
    private static final Comparator<Attachment> ORDER =
            Comparator.comparing(Attachment::backend).thenComparing(Attachment::target);

    /** 2³² over the golden ratio, made odd. */
    private static final int SPREAD = 0x9E3779B1;

    /**
     * Rules and addresses differ by a letter or two in the same places, so that 31 times one hash plus the other, which a
     * record gives, is the same for dozens of pairs.
     */
    @Override
    public int hashCode() {
        return backend.hashCode() * SPREAD + target.hashCode();
    }

    @Override
    public int compareTo(Attachment other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return target + " behind " + backend;
    }
}
