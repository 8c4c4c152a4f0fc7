package io.enidirect.simulator.dataplane;

import java.net.InetAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Which target a source address stays with. Not thread-safe. */
final class Sessions {
    private final LongSupplier nanoTime;

    /** Least recently used first, so that what has expired stands in front. */
    private final Map<InetAddress, Session> byClient = new LinkedHashMap<>(16, 0.75f, true);

    Sessions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Session(String target, long lastUsed) {}

    /** The target of a session that is not older than the lifetime in nanoseconds. */
    Optional<String> find(InetAddress client, long lifetime) {
        expire(lifetime);
        return Optional.ofNullable(byClient.get(client)).map(Session::target);
    }

    void keep(InetAddress client, String target) {
        byClient.put(client, new Session(target, nanoTime.getAsLong()));
    }

    private void expire(long lifetime) {
        long now = nanoTime.getAsLong();
        Iterator<Session> eldest = byClient.values().iterator();
        while (eldest.hasNext() && now - eldest.next().lastUsed >= lifetime) {
            eldest.remove();
        }
    }
}
