package io.enidirect.simulator.dataplane;

import java.net.InetSocketAddress;

/** Where the pod of an address answers on this machine: one of IPv6 at the address that tests map it to. */
final class Place {
    static final String OF_IPV6 = "::1";

    private Place() {}

    static InetSocketAddress of(String ip, int port) {
        return new InetSocketAddress(ip.contains(":") ? OF_IPV6 : "127" + ip.substring(2), port);
    }
}
