package io.enidirect.simulator.cloud;

import java.time.Instant;

/** What is bound to an L4 listener or a rule, and since when: its health begins there. */
record Target(String ip, int port, int weight, String tag, Instant since) {
    boolean at(String otherIp, int otherPort) {
        return port == otherPort && ip.equals(otherIp);
    }

    Target withWeight(int newWeight) {
        return new Target(ip, port, newWeight, tag, since);
    }
}
