package io.enidirect.simulator.cloud;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Everything the account has at one moment. A write makes another world, so an old one can still be read. */
record World(Map<String, LoadBalancer> loadBalancers, Map<String, Certificate> certificates) {
    static final World EMPTY = new World(Map.of(), Map.of());

    Optional<LoadBalancer> loadBalancer(String id) {
        return Optional.ofNullable(loadBalancers.get(id));
    }

    World with(LoadBalancer loadBalancer) {
        return new World(Ordered.plus(loadBalancers, loadBalancer.id(), loadBalancer), certificates);
    }

    World without(Set<String> ids) {
        return new World(Ordered.minus(loadBalancers, ids), certificates);
    }

    /** Nothing happens to a load balancer that is not there any more. */
    World change(String id, UnaryOperator<LoadBalancer> change) {
        return new World(Ordered.changed(loadBalancers, id, change), certificates);
    }

    World withCertificates(Map<String, Certificate> newCertificates) {
        return new World(loadBalancers, newCertificates);
    }

    /** This world without the load balancers and listeners that an older one doesn't have. */
    World knownTo(World older) {
        Map<String, LoadBalancer> known = new LinkedHashMap<>();
        loadBalancers.forEach((id, loadBalancer) -> older.loadBalancer(id).ifPresent(then -> {
            Map<String, Listener> listeners = new LinkedHashMap<>(loadBalancer.listeners());
            listeners.keySet().retainAll(then.listeners().keySet());
            known.put(id, loadBalancer.withListeners(listeners));
        }));
        return new World(known, certificates);
    }
}
