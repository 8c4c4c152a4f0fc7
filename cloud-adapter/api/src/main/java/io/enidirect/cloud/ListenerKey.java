package io.enidirect.cloud;

import java.util.Comparator;

/**
 * The identity of a listener on its load balancer. Neither part can be changed once the listener exists.
 *
 * @param port 1–65535
 */
public record ListenerKey(Protocol protocol, int port) implements Comparable<ListenerKey> {
    private static final Comparator<ListenerKey> ORDER =
            Comparator.comparingInt(ListenerKey::port).thenComparing(ListenerKey::protocol);

    public ListenerKey {
        Ports.require(port);
    }

    /** Whether both cannot be on one load balancer: the same port in the same class. */
    public boolean excludes(ListenerKey other) {
        return port == other.port && protocol.portClass() == other.protocol.portClass();
    }

    @Override
    public int compareTo(ListenerKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return protocol + ":" + port;
    }
}
