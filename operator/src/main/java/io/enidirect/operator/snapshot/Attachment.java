package io.enidirect.operator.snapshot;

import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Target;
import java.util.Comparator;

/** A target behind a backend, by identity. */
public record Attachment(Backend backend, Target target) implements Comparable<Attachment> {
    private static final Comparator<Attachment> ORDER =
            Comparator.comparing(Attachment::backend).thenComparing(Attachment::target);

    /**
     * What may stand behind one L4 backend only: the load balancer's address, the port class and the target (CLB
     * documentation 214/6151; TKE's E4036). Rules of L7 listeners are exempt: each is its own.
     */
    public Object slot() {
        return backend.rule() == null ? new Slot(backend.listener().protocol().portClass(), target) : this;
    }

    private record Slot(Protocol.PortClass portClass, Target target) {}

    @Override
    public int compareTo(Attachment other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return target + " behind " + backend;
    }
}
