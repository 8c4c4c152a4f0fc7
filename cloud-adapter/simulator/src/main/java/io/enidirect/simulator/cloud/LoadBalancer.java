package io.enidirect.simulator.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer.
 *
 * @param attributes what was sent for it when it was made and modified, over the cloud's defaults
 * @param running false while it is being made, and has no address
 * @param vip its address, IPv4 or IPv6; null until it runs
 * @param isolated the account is in arrears
 * @param trafficMbps its peak, for the guard of its deletion
 */
record LoadBalancer(
        String id,
        Params attributes,
        boolean running,
        @Nullable String vip,
        Map<String, String> tags,
        List<String> securityGroups,
        boolean isolated,
        int trafficMbps,
        Instant created,
        Map<String, Listener> listeners) {
    LoadBalancer {
        tags = Ordered.copyOf(tags);
        securityGroups = List.copyOf(securityGroups);
        listeners = Ordered.copyOf(listeners);
    }

    String name() {
        return attributes.text("LoadBalancerName");
    }

    boolean isPublic() {
        return attributes.text("LoadBalancerType").equals("OPEN");
    }

    /** Whether its clients are: those of NAT64 as well. */
    boolean ipv6() {
        return !version().equalsIgnoreCase("IPV4");
    }

    /** Whether its targets are, too. */
    boolean fullChain() {
        return version().equalsIgnoreCase("IPv6FullChain");
    }

    private String version() {
        return attributes.textOr("AddressIPVersion", "IPV4");
    }

    /** Whether nobody else can have this address, also before it runs. */
    boolean takes(String address) {
        return address.equals(vip) || address.equals(attributes.textOr("Vip", ""));
    }

    Stream<Target> allTargets() {
        return listeners.values().stream().flatMap(Listener::allTargets);
    }

    long targetCount() {
        return allTargets().count();
    }

    Optional<Listener> listener(String listenerId) {
        return Optional.ofNullable(listeners.get(listenerId));
    }

    LoadBalancer running(String newVip) {
        return new LoadBalancer(
                id, attributes, true, newVip, tags, securityGroups, isolated, trafficMbps, created, listeners);
    }

    LoadBalancer withAttributes(Params newAttributes) {
        return new LoadBalancer(
                id, newAttributes, running, vip, tags, securityGroups, isolated, trafficMbps, created, listeners);
    }

    LoadBalancer withTags(Map<String, String> newTags) {
        return new LoadBalancer(
                id, attributes, running, vip, newTags, securityGroups, isolated, trafficMbps, created, listeners);
    }

    LoadBalancer withSecurityGroups(List<String> newGroups) {
        return new LoadBalancer(
                id, attributes, running, vip, tags, newGroups, isolated, trafficMbps, created, listeners);
    }

    LoadBalancer isolated(boolean nowIsolated) {
        return new LoadBalancer(
                id, attributes, running, vip, tags, securityGroups, nowIsolated, trafficMbps, created, listeners);
    }

    LoadBalancer withTraffic(int mbps) {
        return new LoadBalancer(id, attributes, running, vip, tags, securityGroups, isolated, mbps, created, listeners);
    }

    LoadBalancer withListeners(Map<String, Listener> newListeners) {
        return new LoadBalancer(
                id, attributes, running, vip, tags, securityGroups, isolated, trafficMbps, created, newListeners);
    }

    LoadBalancer withListener(String listenerId, UnaryOperator<Listener> change) {
        return withListeners(Ordered.changed(listeners, listenerId, change));
    }
}
