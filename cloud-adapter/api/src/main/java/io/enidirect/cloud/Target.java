package io.enidirect.cloud;

/**
 * An address that traffic is forwarded to, without the backend it stands behind.
 *
 * @param ip an IPv4 or IPv6 address; whatever spelling is given, {@link IpAddresses#canonical} is kept
 * @param port 1–65535
 */
public record Target(String ip, int port) implements Comparable<Target> {
    public Target {
        if (ip.isBlank()) {
            throw new IllegalArgumentException("A target's address is blank");
        }
        Ports.require(port);
        ip = IpAddresses.canonical(ip);
    }

    @Override
    public int compareTo(Target other) {
        int byAddress = ip.compareTo(other.ip);
        return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
        return ip.indexOf(':') < 0 ? ip + ":" + port : "[" + ip + "]:" + port;
    }
}
