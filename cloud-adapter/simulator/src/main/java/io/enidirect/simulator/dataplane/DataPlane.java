package io.enidirect.simulator.dataplane;

import java.net.InetSocketAddress;
import java.util.Map;

/** What forwards traffic for the listeners that the API has. Thread-safe; no method waits for the network. */
public interface DataPlane extends AutoCloseable {

    /** What the probes of one target say. */
    enum Health {
        ALIVE,
        DEAD,
        UNKNOWN,
        CLOSE
    }

    /** Begins to listen, or replaces the frontend of that listener id; open connections go on. */
    void put(Frontend frontend);

    /** Stops listening; open connections are closed. Unknown ids are no error. */
    void remove(String listenerId);

    /** The health of each upstream ({@code ip:port} as given) of that listener; empty for an unknown one. */
    Map<String, Health> health(String listenerId);

    /** Where each {@code TRANSPORT vip:port} is really listened on. Differs where an address or port could not be bound. */
    Map<String, InetSocketAddress> addresses();

    /** How much faster than the API's seconds probes and sessions run; 1 is real time. */
    void timeScale(double factor);

    /** Sends traffic for the target address {@code ip} to {@code loopback} instead of where the rule 10.a.b.c → 127.a.b.c says. */
    void map(String ip, String loopback);

    @Override
    void close();
}
