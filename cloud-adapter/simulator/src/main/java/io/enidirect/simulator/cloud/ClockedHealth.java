package io.enidirect.simulator.cloud;

import io.enidirect.simulator.dataplane.DataPlane;
import io.enidirect.simulator.dataplane.Frontend;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Health with no traffic at all: a target is alive once as much time has passed as its probes would have taken. */
final class ClockedHealth implements DataPlane {
    private record Watched(Frontend frontend, Map<String, Instant> since) {}

    private final Clock clock;
    private final Map<String, Watched> watched = new HashMap<>();
    private Set<String> dead = Set.of();
    private double timeScale = 1;

    ClockedHealth(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void put(Frontend frontend) {
        Watched old = watched.get(frontend.listenerId());
        Map<String, Instant> since = new HashMap<>();
        for (Upstream upstream : frontend.upstreams()) {
            String name = name(upstream);
            Instant before = old == null ? null : old.since().get(name);
            since.put(name, before == null ? clock.instant() : before);
        }
        watched.put(frontend.listenerId(), new Watched(frontend, since));
    }

    @Override
    public synchronized void remove(String listenerId) {
        watched.remove(listenerId);
    }

    @Override
    public synchronized Map<String, Health> health(String listenerId) {
        Watched listener = watched.get(listenerId);
        if (listener == null) {
            return Map.of();
        }
        Map<String, Health> health = new HashMap<>();
        listener.frontend().upstreams().forEach(upstream -> health.put(name(upstream), health(listener, upstream)));
        return health;
    }

    private Health health(Watched listener, Upstream upstream) {
        Frontend.Check check = listener.frontend().check();
        if (!check.enabled()) {
            return Health.CLOSE;
        }
        if (dead.contains(upstream.ip())) {
            return Health.DEAD;
        }
        double seconds = check.intervalSeconds() * check.healthyThreshold() / timeScale;
        Instant since = Ordered.require(listener.since(), name(upstream));
        Instant alive = since.plus(Duration.ofMillis((long) (seconds * 1000)));
        return clock.instant().isBefore(alive) ? Health.UNKNOWN : Health.ALIVE;
    }

    private static String name(Upstream upstream) {
        return upstream.ip() + ":" + upstream.port();
    }

    @Override
    public Map<String, InetSocketAddress> addresses() {
        return Map.of();
    }

    @Override
    public synchronized void timeScale(double factor) {
        timeScale = factor;
    }

    @Override
    public void map(String ip, String loopback) {
        // nothing is sent anywhere
    }

    synchronized void dead(Set<String> addresses) {
        dead = Set.copyOf(addresses);
    }

    @Override
    public void close() {}
}
