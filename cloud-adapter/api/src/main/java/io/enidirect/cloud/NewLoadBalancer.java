package io.enidirect.cloud;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer to be created.
 *
 * @param name 1–80 characters; identifies nothing, and the cloud renames it when the name is taken
 * @param tags at most 20, given with the creation itself
 * @param clientToken at most 64 ASCII characters: the cloud answers a repeat with the same token and the same parameters
 *     with the first order's load balancer
 * @param passToTarget whether traffic that the load balancer's own security groups let through passes those of its
 *     targets; null says nothing, and the cloud takes false. Never said for an IPv6 one, which does not know it
 * @param internetMaxBandwidthOut most Mbps to the internet, 1–2048; null says nothing, and the cloud takes 10. Public only
 *     (InternetAccessible.InternetMaxBandwidthOut)
 */
public record NewLoadBalancer(
        String name,
        Network network,
        Map<String, String> tags,
        String clientToken,
        @Nullable Boolean passToTarget,
        @Nullable Integer internetMaxBandwidthOut) {

    /** One of which nothing is said that need not be. */
    public NewLoadBalancer(String name, Network network, Map<String, String> tags, String clientToken) {
        this(name, network, tags, clientToken, null, null);
    }

    /** One of which only this passing of its targets' security groups is said beside what must be. */
    public NewLoadBalancer(
            String name,
            Network network,
            Map<String, String> tags,
            String clientToken,
            @Nullable Boolean passToTarget) {
        this(name, network, tags, clientToken, passToTarget, null);
    }

    public NewLoadBalancer {
        if (name.isEmpty() || name.length() > 80) {
            throw new IllegalArgumentException("A load balancer's name has 1–80 characters, not " + name.length());
        }
        if (clientToken.isEmpty() || clientToken.length() > 64) {
            throw new IllegalArgumentException("A client token has 1–64 characters, not " + clientToken.length());
        }
        LoadBalancerSettings.requireBandwidth(internetMaxBandwidthOut);
        tags = Map.copyOf(tags);
    }
}
