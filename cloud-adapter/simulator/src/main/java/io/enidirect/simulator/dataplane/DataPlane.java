package io.enidirect.simulator.dataplane;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * What forwards traffic for the listeners that the API has. Thread-safe; no method waits for the network.
 *
 * <p>Health probes come from the VIP (where it could be bound), so that a server can tell them from its clients: a TCP
 * probe connects and resets, a UDP probe is a datagram of one byte, an HTTP probe has a User-Agent of its own.
 */
public interface DataPlane extends AutoCloseable {

    /** What the probes of one target say. */
    enum Health {
        /** Enough probes in a row succeeded. */
        ALIVE,
        /** Enough probes in a row failed. */
        DEAD,
        /** Not probed often enough yet. */
        UNKNOWN,
        /** Not probed at all, because the check is switched off: counts as alive. */
        CLOSE
    }

    /**
     * Begins to listen, or replaces the state of that listener id; open connections go on, and targets that stay keep
     * their health. One that moves to another transport, VIP or port is removed there first. An equal frontend changes
     * nothing. On return {@link #addresses()} says where it listens.
     *
     * @throws IllegalArgumentException if another listener id holds the same transport, VIP and port
     * @throws IllegalStateException if it could be listened on nowhere, or the data plane is closed
     */
    void put(Served listener);

    /**
     * Stops listening; open connections are reset. The port is free on return. Unknown ids are no error.
     */
    void remove(String listenerId);

    /** The health of each upstream ({@code ip:port} as given) of that L4 listener; empty for an unknown one. */
    default Map<String, Health> health(String listenerId) {
        return health(listenerId, listenerId);
    }

    /** The health of each upstream of that backend: of the listener itself on L4, of its rule on L7. */
    Map<String, Health> health(String listenerId, String backendId);

    /**
     * Where each {@code TCP}, {@code UDP} or {@code HTTP vip:port} is really listened on, ordered by that text. Differs
     * where an address or port could not be bound: then it is another port of the VIP, else 127.0.0.1 with the same or
     * another port. An IPv6 VIP is at ::1, if this machine has that.
     */
    Map<String, InetSocketAddress> addresses();

    /**
     * How much faster than the API's seconds probes, sessions and the end of idle UDP flows run; 1 is real time.
     * Probes wait one interval anew. No probe's time-out gets shorter than 100 ms.
     *
     * @throws IllegalArgumentException unless it is positive and finite
     */
    void timeScale(double factor);

    /**
     * Sends traffic for the target address {@code ip} to {@code loopback} instead of where the rule 10.a.b.c → 127.a.b.c
     * says. Open connections go on.
     *
     * @throws IllegalArgumentException if either is no address, or {@code loopback} is outside 127.0.0.0/8 and ::1
     */
    void map(String ip, String loopback);

    /** Removes all frontends and ends the threads. A second call does nothing. */
    @Override
    void close();
}
