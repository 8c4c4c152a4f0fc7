package io.enidirect.operator.desired.tuning;

import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.Network;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import io.enidirect.operator.snapshot.Snapshot;

/**
 * What holds of a load balancer, and where nothing is said.
 *
 * @param ipv6 it forwards to IPv6 addresses
 * @param check how all that is on it is probed
 */
record Terms(boolean ipv6, HealthCheck check) {
    static Terms of(Snapshot seen) {
        LoadBalancerWish wish = LoadBalancerWish.of(seen.object(), seen.settings());
        return new Terms(wish.network().ipVersion() == Network.IpVersion.IPV6_FULL_CHAIN, wish.healthCheck());
    }
}
