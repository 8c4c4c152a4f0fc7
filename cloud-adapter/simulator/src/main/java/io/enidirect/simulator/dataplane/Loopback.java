package io.enidirect.simulator.dataplane;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** An address in 127.0.0.0/8 or ::1. Nothing else is ever listened on or dialled. */
record Loopback(InetAddress address) {
    static final Loopback LOCALHOST = parse("127.0.0.1");
    static final Loopback LOCALHOST6 = parse("::1");

    Loopback {
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException(address.getHostAddress() + " is outside 127.0.0.0/8 and ::1");
        }
    }

    static Loopback parse(String text) {
        return new Loopback(requireLiteral(text));
    }

    /** An address from its text, without asking a name server. */
    static Optional<InetAddress> literal(String text) {
        return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(text));
    }

    static InetAddress requireLiteral(String text) {
        return literal(text).orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is no IP address"));
    }

    InetSocketAddress at(int port) {
        return new InetSocketAddress(address, port);
    }
}
