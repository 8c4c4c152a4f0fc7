package io.enidirect.cloud;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer as the cloud describes it (DescribeLoadBalancers).
 *
 * @param network its type, VPC, subnet and IP version; the rest of a {@link Network} is never read
 * @param state {@code CREATING} has no address yet
 * @param addresses its virtual IPs; empty while it is being created and for one that is reached by name only
 * @param hostname the name it is reached by, where it has one
 * @param isolated the account is in arrears: it is there but does not forward
 * @param settings null in it is what the cloud does not say
 * @param securityGroups its own security groups as the cloud lists them; that it keeps the order in which they were set is
 *     documented nowhere (SecureGroups)
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
        LoadBalancerSettings settings,
        List<String> securityGroups) {

    public enum State {
        CREATING,
        RUNNING
    }

    public LoadBalancer {
        addresses = List.copyOf(addresses);
        tags = Map.copyOf(tags);
        securityGroups = List.copyOf(securityGroups);
    }

    /** Whether the cloud is known to refuse to delete it. */
    public boolean deletionProtected() {
        return Boolean.TRUE.equals(settings.deletionProtected());
    }

    /** Whether its traffic passes the security groups of its targets; null where the cloud does not say. */
    public @Nullable Boolean passToTarget() {
        return settings.passToTarget();
    }

    /** The same without these tag keys. */
    public LoadBalancer withoutTags(Set<String> keys) {
        Map<String, String> left = new HashMap<>(tags);
        left.keySet().removeAll(keys);
        return new LoadBalancer(
                id, name, network, state, addresses, hostname, left, isolated, settings, securityGroups);
    }

    /** The same after this wish was granted. */
    public LoadBalancer withSettings(LoadBalancerSettings written) {
        return new LoadBalancer(
                id, name, network, state, addresses, hostname, tags, isolated, written.over(settings), securityGroups);
    }

    /** The same with these security groups and no others. */
    public LoadBalancer withSecurityGroups(List<String> written) {
        return new LoadBalancer(id, name, network, state, addresses, hostname, tags, isolated, settings, written);
    }
}
