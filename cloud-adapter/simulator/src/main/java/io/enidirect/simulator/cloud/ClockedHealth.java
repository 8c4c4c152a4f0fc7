package io.enidirect.simulator.cloud;

import io.enidirect.simulator.dataplane.Backend;
import io.enidirect.simulator.dataplane.DataPlane;
import io.enidirect.simulator.dataplane.Frontend;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import io.enidirect.simulator.dataplane.Served;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Health with no traffic at all: a target is alive once as much time has passed as its probes would have taken. */
final class ClockedHealth implements DataPlane {
    private record Watched(Backend backend, Map<String, Instant> since) {}

    private final Clock clock;
    /** By listener, then by backend. */
    private final Map<String, Map<String, Watched>> watched = new HashMap<>();

    private Set<String> dead = Set.of();
    private double timeScale = 1;

    ClockedHealth(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void put(Served listener) {
        Map<String, Watched> before = watched.getOrDefault(listener.listenerId(), Map.of());
        Map<String, Watched> now = new HashMap<>();
        listener.backends().forEach(backend -> now.put(backend.id(), watch(backend, before.get(backend.id()))));
        watched.put(listener.listenerId(), now);
    }

    private Watched watch(Backend backend, @Nullable Watched old) {
        Map<String, Instant> since = new HashMap<>();
        for (Upstream upstream : backend.upstreams()) {
            Instant before = old == null ? null : old.since().get(upstream.address());
            since.put(upstream.address(), before == null ? clock.instant() : before);
        }
        return new Watched(backend, since);
    }

    @Override
    public synchronized void remove(String listenerId) {
        watched.remove(listenerId);
    }

    @Override
    public synchronized Map<String, Health> health(String listenerId, String backendId) {
        Watched found = watched.getOrDefault(listenerId, Map.of()).get(backendId);
        if (found == null) {
            return Map.of();
        }
        Map<String, Health> health = new HashMap<>();
        found.backend().upstreams().forEach(upstream -> health.put(upstream.address(), health(found, upstream)));
        return health;
    }

    private Health health(Watched of, Upstream upstream) {
        Frontend.Check check = of.backend().check();
        if (!check.enabled()) {
            return Health.CLOSE;
        }
        if (dead.contains(upstream.ip())) {
            return Health.DEAD;
        }
        double seconds = check.intervalSeconds() * check.healthyThreshold() / timeScale;
        Instant since = Ordered.require(of.since(), upstream.address());
        Instant alive = since.plus(Duration.ofMillis((long) (seconds * 1000)));
        return clock.instant().isBefore(alive) ? Health.UNKNOWN : Health.ALIVE;
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
