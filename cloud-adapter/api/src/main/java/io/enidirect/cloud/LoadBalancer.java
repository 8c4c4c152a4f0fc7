package io.enidirect.cloud;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer as the cloud describes it (DescribeLoadBalancers).
 *
 * @param state {@code CREATING} has no address yet
 * @param addresses its virtual IPs; empty while it is being created and for one that is reached by name only
 * @param hostname the name it is reached by, where it has one
 * @param isolated the account is in arrears: it is there but does not forward
 * @param deletionProtected the cloud refuses to delete it
 * @param passToTarget whether traffic that its own security groups let through passes those of its targets; null where
 *     the cloud does not say
 */
public record LoadBalancer(
        LoadBalancerId id,
        String name,
        Network network,
        State state,
        List<String> addresses,
        @Nullable String hostname,
        Map<String, String> tags,
        boolean isolated,
        boolean deletionProtected,
        @Nullable Boolean passToTarget) {

    public enum State {
        CREATING,
        RUNNING
    }

    public LoadBalancer {
        addresses = List.copyOf(addresses);
        tags = Map.copyOf(tags);
    }

    /** The same without these tag keys. */
    public LoadBalancer withoutTags(Set<String> keys) {
        Map<String, String> left = new HashMap<>(tags);
        left.keySet().removeAll(keys);
        return new LoadBalancer(
                id, name, network, state, addresses, hostname, left, isolated, deletionProtected, passToTarget);
    }

    /** The same with this passing of its targets' security groups. */
    public LoadBalancer withPassToTarget(boolean wanted) {
        return new LoadBalancer(
                id, name, network, state, addresses, hostname, tags, isolated, deletionProtected, wanted);
    }
}
