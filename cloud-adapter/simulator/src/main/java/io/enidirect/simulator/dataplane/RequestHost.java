package io.enidirect.simulator.dataplane;

import java.util.Locale;

/** The Host header as domains are compared with it. */
final class RequestHost {
    private RequestHost() {}

    /** Without port and last dot, in lower case. */
    static String normalised(String host) {
        String name = withoutPort(host).toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        // In an IPv6 address colons stand before the bracket.
        return colon < 0 || colon < host.lastIndexOf(']') ? host : host.substring(0, colon);
    }
}
