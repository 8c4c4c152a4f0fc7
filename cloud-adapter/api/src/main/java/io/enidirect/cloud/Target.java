package io.enidirect.cloud;

import java.util.Comparator;

/**
 * An address that traffic is forwarded to, without the backend it stands behind.
 *
 * @param ip an IPv4 or IPv6 address; whatever spelling is given, {@link IpAddresses#canonical} is kept
 * @param port 1–65535
 */
public record Target(String ip, int port) implements Comparable<Target> {
    private static final Comparator<Target> ORDER =
            Comparator.comparing(Target::ip).thenComparingInt(Target::port);

    public Target {
        if (ip.isBlank()) {
            throw new IllegalArgumentException("A target's address is blank");
        }
        Ports.require(port);
        ip = IpAddresses.canonical(ip);
    }

    @Override
    public int compareTo(Target other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return ip.indexOf(':') < 0 ? ip + ":" + port : "[" + ip + "]:" + port;
    }
}
