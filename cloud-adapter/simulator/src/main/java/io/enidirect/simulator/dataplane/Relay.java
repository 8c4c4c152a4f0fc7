package io.enidirect.simulator.dataplane;

import java.net.InetSocketAddress;

/** The listening side of a frontend. */
sealed interface Relay permits TcpRelay, UdpRelay {

    /** Where it really listens. */
    InetSocketAddress address();

    /** Resets what is open, and returns when the port is free. */
    void close();
}
