package io.enidirect.simulator.cloud;

import io.enidirect.simulator.dataplane.DataPlane;
import io.enidirect.simulator.dataplane.DataPlane.Health;
import io.enidirect.simulator.dataplane.Frontend;
import io.enidirect.simulator.dataplane.Frontend.Transport;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the data plane what changed in the world. What no data plane relays (rules, or all without one) has health by the clock. */
final class Frontends implements AutoCloseable {
    private final DataPlane plane;
    private final ClockedHealth clocked;
    private final Map<String, LoadBalancer> shown = new HashMap<>();
    private final Map<String, Frontend> relayed = new LinkedHashMap<>();
    private final Map<String, Frontend> watched = new LinkedHashMap<>();

    Frontends(@Nullable DataPlane plane, Clock clock) {
        this.clocked = new ClockedHealth(clock);
        this.plane = plane == null ? clocked : plane;
    }

    void follow(Settings settings) {
        clocked.dead(settings.deadAddresses());
        clocked.timeScale(settings.timeScale());
        plane.timeScale(settings.timeScale());
        settings.addresses().forEach(plane::map);
    }

    @SuppressWarnings("ReferenceEquality") // unchanged load balancers are the same ones in every world
    void show(World world) {
        Map<String, LoadBalancer> gone = new HashMap<>(shown);
        gone.keySet().removeAll(world.loadBalancers().keySet());
        gone.values().forEach(old -> show(old, Map.of(), Map.of()));
        shown.keySet().removeAll(gone.keySet());
        for (LoadBalancer loadBalancer : world.loadBalancers().values()) {
            LoadBalancer before = shown.put(loadBalancer.id(), loadBalancer);
            if (before != loadBalancer) {
                show(before, frontends(loadBalancer), ruleFrontends(loadBalancer));
            }
        }
    }

    private void show(@Nullable LoadBalancer before, Map<String, Frontend> listeners, Map<String, Frontend> rules) {
        if (before != null) {
            before.listeners().values().forEach(listener -> {
                forget(plane, relayed, listener.id(), listeners);
                listener.rules().keySet().forEach(rule -> forget(clocked, watched, rule, rules));
            });
        }
        listeners.values().forEach(frontend -> tell(plane, relayed, frontend));
        rules.values().forEach(frontend -> tell(clocked, watched, frontend));
    }

    private static void forget(DataPlane where, Map<String, Frontend> known, String id, Map<String, Frontend> now) {
        if (!now.containsKey(id) && known.remove(id) != null) {
            where.remove(id);
        }
    }

    private static void tell(DataPlane where, Map<String, Frontend> known, Frontend frontend) {
        if (!frontend.equals(known.put(frontend.listenerId(), frontend))) {
            where.put(frontend);
        }
    }

    private static Map<String, Frontend> frontends(LoadBalancer loadBalancer) {
        String vip = loadBalancer.vip();
        Map<String, Frontend> frontends = new LinkedHashMap<>();
        if (vip != null && !loadBalancer.isolated()) {
            loadBalancer.listeners().values().stream()
                    .filter(listener -> !listener.protocol().layer7())
                    .forEach(listener -> frontends.put(
                            listener.id(),
                            frontend(listener.id(), vip, listener, listener.settings(), listener.targets())));
        }
        return frontends;
    }

    private static Map<String, Frontend> ruleFrontends(LoadBalancer loadBalancer) {
        Map<String, Frontend> frontends = new LinkedHashMap<>();
        loadBalancer
                .listeners()
                .values()
                .forEach(listener -> listener.rules()
                        .values()
                        .forEach(rule -> frontends.put(
                                rule.id(), frontend(rule.id(), "", listener, rule.settings(), rule.targets()))));
        return frontends;
    }

    private static Frontend frontend(String id, String vip, Listener listener, Params settings, List<Target> targets) {
        return new Frontend(
                id,
                listener.protocol().udp() ? Transport.UDP : Transport.TCP,
                vip,
                listener.port(),
                Frontend.Scheduler.valueOf(settings.textOr("Scheduler", "WRR")),
                settings.numberOr("SessionExpireTime", 0),
                Defaults.check(settings),
                targets.stream()
                        .map(target -> new Upstream(target.ip(), target.port(), target.weight()))
                        .toList());
    }

    /** By {@code ip:port}. */
    Map<String, Health> health(Listener listener, @Nullable String rule) {
        return rule == null ? plane.health(listener.id()) : clocked.health(rule);
    }

    Map<String, InetSocketAddress> addresses() {
        return plane.addresses();
    }

    @Override
    public void close() {
        plane.close();
    }
}
