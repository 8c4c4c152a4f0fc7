package io.enidirect.cloud;

import org.jspecify.annotations.Nullable;

/**
 * What can be changed on a listener. In a wish, null means "not ours to say": the cloud's value is left as it is. In what
 * was read, null means that the listener does not have it.
 *
 * @param name 1–80 characters; identifies nothing (ListenerName)
 * @param backend of an L4 listener, which is a backend itself; unspecified on L7, where rules are
 * @param keepAlive connections to targets are kept and used again, by which the client's address is lost to them; L7 only
 *     (KeepaliveEnable)
 * @param snat targets see the load balancer's address, not the client's (SnatEnable)
 * @param gzip answers are compressed for clients that can read it, also where targets compress none; L7 only
 *     (DataCompressMode {@code compatibility} and {@code transparent}). Null also where the cloud does not say: its default
 *     is not documented
 */
public record ListenerSettings(
        @Nullable String name,
        BackendSettings backend,
        @Nullable Boolean keepAlive,
        @Nullable Boolean snat,
        @Nullable Boolean gzip) {

    /** Nothing said at all. */
    public static final ListenerSettings UNSPECIFIED = of(BackendSettings.UNSPECIFIED);

    public ListenerSettings {
        if (backend.forwardType() != null) {
            throw new IllegalArgumentException("What targets speak is said of rules, not of listeners");
        }
        if (name != null && name.length() > 80) {
            throw new IllegalArgumentException("A listener's name has 1–80 characters, not " + name.length());
        }
    }

    /** Of an L4 listener of which nothing else is said. */
    public static ListenerSettings of(BackendSettings backend) {
        return new ListenerSettings(null, backend, null, null, null);
    }

    /** The same with this name. */
    public ListenerSettings named(@Nullable String other) {
        return new ListenerSettings(other, backend, keepAlive, snat, gzip);
    }

    /** Whether this wish is already true of what was read. Compares only what the wish says. */
    public boolean satisfiedBy(ListenerSettings read) {
        return (name == null || name.equals(read.name))
                && backend.satisfiedBy(read.backend)
                && (keepAlive == null || keepAlive.equals(read.keepAlive))
                && (snat == null || snat.equals(read.snat))
                && (gzip == null || gzip.equals(read.gzip));
    }

    /** What is there after this wish was granted: its own words, and what was there where it says nothing. */
    public ListenerSettings over(ListenerSettings before) {
        return new ListenerSettings(
                name == null ? before.name : name,
                backend.over(before.backend),
                keepAlive == null ? before.keepAlive : keepAlive,
                snat == null ? before.snat : snat,
                gzip == null ? before.gzip : gzip);
    }
}
