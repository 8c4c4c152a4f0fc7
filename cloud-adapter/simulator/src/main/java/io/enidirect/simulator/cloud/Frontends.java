package io.enidirect.simulator.cloud;

import io.enidirect.simulator.dataplane.DataPlane;
import io.enidirect.simulator.dataplane.DataPlane.Health;
import io.enidirect.simulator.dataplane.Served;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Shows the data plane what changed in the world. What none serves (HTTPS, or all without one) has health by the clock. */
final class Frontends implements AutoCloseable {
    private static final InetSocketAddress NOT_SERVED = new InetSocketAddress(0);

    private final @Nullable DataPlane plane;
    private final ClockedHealth clocked;
    private final Map<String, LoadBalancer> shown = new HashMap<>();
    private final Map<String, Served> told = new HashMap<>();
    /** {@code HTTPS vip:port} of what has an address and is not served there, by listener id. */
    private final Map<String, String> unserved = new ConcurrentHashMap<>();

    Frontends(@Nullable DataPlane plane, Clock clock) {
        this.clocked = new ClockedHealth(clock);
        this.plane = plane;
    }

    void follow(Settings settings) {
        clocked.dead(settings.deadAddresses());
        clocked.timeScale(settings.timeScale());
        if (plane != null) {
            plane.timeScale(settings.timeScale());
            settings.addresses().forEach(plane::map);
        }
    }

    @SuppressWarnings("ReferenceEquality") // unchanged load balancers are the same ones in every world
    void show(World world) {
        Map<String, LoadBalancer> gone = new HashMap<>(shown);
        gone.keySet().removeAll(world.loadBalancers().keySet());
        gone.values().forEach(old -> show(old, null));
        shown.keySet().removeAll(gone.keySet());
        for (LoadBalancer loadBalancer : world.loadBalancers().values()) {
            LoadBalancer before = shown.put(loadBalancer.id(), loadBalancer);
            if (before != loadBalancer) {
                show(before, loadBalancer);
            }
        }
    }

    private void show(@Nullable LoadBalancer before, @Nullable LoadBalancer now) {
        Map<String, Served> served = now == null ? Map.of() : Listened.by(now);
        if (before != null) {
            before.listeners().values().stream()
                    .filter(listener -> !served.containsKey(listener.id()))
                    .forEach(this::forget);
        }
        if (now != null) {
            served.forEach((id, listener) -> tell(Ordered.require(now.listeners(), id), listener));
        }
    }

    private void forget(Listener listener) {
        if (told.remove(listener.id()) != null) {
            keeper(listener).remove(listener.id());
            unserved.remove(listener.id());
        }
    }

    private void tell(Listener listener, Served served) {
        if (!served.equals(told.put(listener.id(), served))) {
            keeper(listener).put(served);
            if (listener.protocol() == Protocol.HTTPS && !served.vip().isEmpty()) {
                unserved.put(listener.id(), "HTTPS " + served.vip() + ":" + served.port());
            }
        }
    }

    private DataPlane keeper(Listener listener) {
        return plane == null || listener.protocol() == Protocol.HTTPS ? clocked : plane;
    }

    /** By {@code ip:port}. */
    Map<String, Health> health(Listener listener, @Nullable String rule) {
        return keeper(listener).health(listener.id(), rule == null ? listener.id() : rule);
    }

    /** Where each {@code PROTOCOL vip:port} is reached: 0.0.0.0:0 for nowhere. Empty without a data plane. */
    Map<String, InetSocketAddress> addresses() {
        if (plane == null) {
            return Map.of();
        }
        Map<String, InetSocketAddress> addresses = new TreeMap<>(plane.addresses());
        unserved.values().forEach(address -> addresses.put(address, NOT_SERVED));
        return addresses;
    }

    @Override
    public void close() {
        if (plane != null) {
            plane.close();
        }
    }
}
