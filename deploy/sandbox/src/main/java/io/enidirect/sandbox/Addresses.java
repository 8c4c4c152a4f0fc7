package io.enidirect.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The pod and node addresses of one cluster: a 10.b.0.0/16 of its own, which a bound socket on the loopback address of
 * the same numbers reserves among all clusters on this machine, since their echo pods share 127.0.0.0/8. Not
 * thread-safe.
 */
final class Addresses implements AutoCloseable {

    private static final int FIRST_BLOCK = 16;
    private static final int LAST_BLOCK = 199; // 10.200/16 is the simulator's for virtual IPs
    private static final int MARKER_PORT = 46_010;
    private static final int PER_BLOCK = 254 * 254;

    private final int block;
    private final Optional<ServerSocket> marker;
    private final Set<String> used = new HashSet<>();
    private int next;

    private Addresses(int block, Optional<ServerSocket> marker) {
        this.block = block;
        this.marker = marker;
    }

    /** @param serviceCidr a range of Services that pods must keep out of */
    static Addresses reserve(Optional<String> serviceCidr) {
        for (int block = FIRST_BLOCK; block <= LAST_BLOCK; block++) {
            String prefix = "10." + block + ".";
            if (serviceCidr.filter(cidr -> cidr.startsWith(prefix)).isEmpty()) {
                Optional<ServerSocket> marker = mark(block);
                if (marker.isPresent()) {
                    return new Addresses(block, marker);
                }
            }
        }
        // where only 127.0.0.1 can be bound (macOS) there are no echo pods to keep apart either
        return new Addresses(FIRST_BLOCK, Optional.empty());
    }

    private static Optional<ServerSocket> mark(int block) {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(InetAddress.getByName("127." + block + ".255.254"), MARKER_PORT));
                return Optional.of(socket);
            } catch (IOException e) {
                socket.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String node(int index) {
        return "10." + block + ".0." + (index + 1);
    }

    /** An address that no pod has. One that was given back comes again last, as connections to it may linger. */
    String take() {
        for (int tries = 0; tries < PER_BLOCK; tries++) {
            int number = next;
            next = (next + 1) % PER_BLOCK;
            String ip = "10." + block + "." + (1 + number / 254) + "." + (1 + number % 254);
            if (used.add(ip)) {
                return ip;
            }
        }
        throw new IllegalStateException("all " + PER_BLOCK + " pod addresses are in use");
    }

    void giveBack(String ip) {
        used.remove(ip);
    }

    @Override
    public void close() {
        marker.ifPresent(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
