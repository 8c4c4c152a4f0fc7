package io.enidirect.simulator.dataplane;

import java.util.List;

/**
 * An L4 listener as the data plane forwards it: one immutable state, replaced as a whole.
 *
 * @param listenerId identifies it over all changes
 * @param transport what is relayed: TCP and TCP_SSL as TCP, UDP and QUIC as UDP
 * @param vip the address that clients of the cloud would use
 * @param sessionSeconds 0, or how long a source address stays with its target after its last new connection
 * @param check how its targets are probed; with {@code enabled} false all of them count as alive
 */
public record Frontend(
        String listenerId,
        Transport transport,
        String vip,
        int port,
        Scheduler scheduler,
        int sessionSeconds,
        Check check,
        List<Upstream> upstreams)
        implements Served {

    /** How bytes are relayed. */
    public enum Transport {
        TCP,
        UDP
    }

    /** How a new connection's target is picked. */
    public enum Scheduler {
        /** Weighted round robin, the only one with sessions (CLB documentation 214/6154). */
        WRR,
        /** The fewest open connections in proportion to the weight. */
        LEAST_CONN,
        /** By the client's address alone. */
        IP_HASH
    }

    /** The health check, in the API's own seconds, before any time scale. */
    public record Check(
            boolean enabled, int timeoutSeconds, int intervalSeconds, int healthyThreshold, int unhealthyThreshold) {}

    /** A target: the address the API was given, and its weight (0–100). */
    public record Upstream(String ip, int port, int weight) {

        /** {@code ip:port}, which identifies it behind its listener. */
        public String address() {
            return ip + ":" + port;
        }

        /** As a request names it: an IPv6 address in brackets. */
        String authority() {
            return ip.contains(":") ? "[" + ip + "]:" + port : address();
        }
    }

    public Frontend {
        upstreams = List.copyOf(upstreams);
    }

    @Override
    public String address() {
        return place();
    }

    @Override
    public String place() {
        return transport + " " + vip + ":" + port;
    }

    @Override
    public List<Backend> backends() {
        return List.of(backend());
    }

    Backend backend() {
        return new Backend(listenerId, scheduler, sessionSeconds, check, upstreams);
    }
}
