package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Where the cloud's addresses lie on this machine. Thread-safe. */
final class LoopbackAddresses {
    private final Map<InetAddress, Loopback> mapped = new ConcurrentHashMap<>();

    void map(String ip, String loopback) {
        mapped.put(Loopback.requireLiteral(ip), Loopback.parse(loopback));
    }

    /** Where a target is reached; empty if it is nowhere on this machine. */
    Optional<InetSocketAddress> of(Upstream target) {
        return Loopback.literal(target.ip())
                .flatMap(ip -> Optional.ofNullable(mapped.get(ip)).or(() -> byRule(ip)))
                .map(loopback -> loopback.at(target.port()));
    }

    private static Optional<Loopback> byRule(InetAddress ip) {
        byte[] octets = ip.getAddress();
        if (octets.length != 4 || octets[0] != 10) {
            return Optional.empty();
        }
        // 127.200/16 is where the VIPs are: a pod there could be a frontend that forwards to itself without end.
        if (octets[1] == (byte) 200) {
            return Optional.empty();
        }
        return Optional.of(Loopback.parse("127" + ip.getHostAddress().substring("10".length())));
    }

    /** Where a frontend can be listened on, best first: of IPv6 there is no loopback address but one. */
    static List<InetSocketAddress> candidates(String vip, int port) {
        return Stream.concat(
                        Loopback.literal(vip).flatMap(LoopbackAddresses::own).stream(), Stream.of(Loopback.LOCALHOST))
                .flatMap(each -> Stream.of(each.at(port), each.at(0)))
                .toList();
    }

    private static Optional<Loopback> own(InetAddress vip) {
        if (vip.isLoopbackAddress()) {
            return Optional.of(new Loopback(vip));
        }
        return vip instanceof Inet6Address ? Optional.of(Loopback.LOCALHOST6) : Optional.empty();
    }
}
