package io.enidirect.cloud;

import org.jspecify.annotations.Nullable;

/**
 * Where a load balancer stands and how it is paid for. None of it can be changed once it exists. Null says nothing: the
 * cloud takes its own default. All of it goes into CreateLoadBalancer; the first four are all that DescribeLoadBalancers is
 * asked for ({@link #shown}).
 *
 * @param vpcId always given: without one the cloud silently takes the account's default VPC (VpcId)
 * @param subnetId the subnet of an internal or IPv6FullChain load balancer; null for another public one, which the cloud
 *     refuses to have one (SubnetId)
 * @param ipVersion of a public one; an internal one is IPv4 (AddressIPVersion)
 * @param vip the address of an internal one: free, and in the subnet (Vip)
 * @param isp whose line a public one is on; the cloud's own is BGP, the others are paid by {@link
 *     ChargeType#BANDWIDTH_PACKAGE} (VipIsp)
 * @param zones of a public IPv4 one
 * @param slaType its LCU-supported specification, for example {@code clb.c2.medium}; null is a shared one (SlaType)
 * @param chargeType how the traffic of a public one is paid (InternetAccessible.InternetChargeType)
 * @param bandwidthPackageId for example {@code bwp-a1b2c3d4}; public only, and sent with {@link
 *     ChargeType#BANDWIDTH_PACKAGE}, which the cloud demands beside it (BandwidthPackageId)
 */
public record Network(
        Type type,
        String vpcId,
        @Nullable String subnetId,
        IpVersion ipVersion,
        @Nullable String vip,
        @Nullable Isp isp,
        @Nullable Zones zones,
        @Nullable String slaType,
        @Nullable ChargeType chargeType,
        @Nullable String bandwidthPackageId) {

    /** LoadBalancerType. */
    public enum Type {
        /** {@code OPEN} in the cloud's words. */
        PUBLIC,
        INTERNAL
    }

    /** The families of its clients and of its targets. */
    public enum IpVersion {
        IPV4,
        /** IPv6 clients, IPv4 targets; public only. {@code IPV6} in the cloud's words, and {@code IPv6Nat64} when it is read. */
        NAT64,
        /** IPv6 clients and targets; public only. {@code IPv6FullChain} in the cloud's words. */
        IPV6_FULL_CHAIN
    }

    /** Carriers; the cloud's words. */
    public enum Isp {
        /** All of them. */
        BGP,
        CMCC,
        CTCC,
        CUCC
    }

    /** The cloud's words. */
    public enum ChargeType {
        /** By volume. */
        TRAFFIC_POSTPAID_BY_HOUR,
        /** By bandwidth. */
        BANDWIDTH_POSTPAID_BY_HOUR,
        /** In a package of several. */
        BANDWIDTH_PACKAGE
    }

    /**
     * One zone, or a primary one with or without a backup; for example {@code ap-guangzhou-3}.
     *
     * @param single the only one (ZoneId)
     * @param primary where it runs while that is well (MasterZoneId)
     * @param backup what takes over (SlaveZoneId)
     */
    public record Zones(
            @Nullable String single,
            @Nullable String primary,
            @Nullable String backup) {}

    public Network {
        if (vpcId.isBlank()) {
            throw new IllegalArgumentException("A network needs a VPC");
        }
        if (type == Type.INTERNAL && subnetId == null) {
            throw new IllegalArgumentException("An internal load balancer needs a subnet");
        }
    }

    /** One of which nothing is said that need not be. */
    public Network(Type type, String vpcId, @Nullable String subnetId, IpVersion ipVersion) {
        this(type, vpcId, subnetId, ipVersion, null, null, null, null, null, null);
    }

    /** What {@link LoadBalancer#network} tells of it. */
    public Network shown() {
        return new Network(type, vpcId, subnetId, ipVersion);
    }
}
