package io.enidirect.cloud;

import org.jspecify.annotations.Nullable;

/**
 * Where a load balancer stands. None of it can be changed once it exists.
 *
 * @param vpcId always given: without one the cloud silently takes the account's default VPC
 * @param subnetId the subnet of an internal (or IPv6FullChain) load balancer; null for a public IPv4 one
 */
public record Network(Type type, String vpcId, @Nullable String subnetId, IpVersion ipVersion) {
    public enum Type {
        PUBLIC,
        INTERNAL
    }

    public enum IpVersion {
        IPV4,
        /** Public IPv6 with IPv6 targets; {@code IPv6FullChain} in the cloud's words. */
        IPV6_FULL_CHAIN
    }

    public Network {
        if (vpcId.isBlank()) {
            throw new IllegalArgumentException("A network needs a VPC");
        }
        if (type == Type.INTERNAL && subnetId == null) {
            throw new IllegalArgumentException("An internal load balancer needs a subnet");
        }
    }
}
