package io.enidirect.cloud.tencent;

import io.enidirect.cloud.Network;

/** Each kind of network that an order can name, all of whose fields are sent by one of them. */
final class Networks {
    static final Network PUBLIC = new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.IPV4);
    static final Network INTERNAL = new Network(Network.Type.INTERNAL, "vpc-1", "subnet-1", Network.IpVersion.IPV4);
    static final Network WITH_ADDRESS = new Network(
            Network.Type.INTERNAL,
            "vpc-1",
            "subnet-1",
            Network.IpVersion.IPV4,
            "10.0.0.9",
            null,
            null,
            "clb.c2.medium",
            null,
            null);
    static final Network NAT64 = new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.NAT64);
    static final Network FULL_CHAIN = new Network(
            Network.Type.PUBLIC,
            "vpc-1",
            "subnet-1",
            Network.IpVersion.IPV6_FULL_CHAIN,
            null,
            null,
            null,
            null,
            Network.ChargeType.TRAFFIC_POSTPAID_BY_HOUR,
            null);
    static final Network IN_ZONES = new Network(
            Network.Type.PUBLIC,
            "vpc-1",
            null,
            Network.IpVersion.IPV4,
            null,
            Network.Isp.CTCC,
            new Network.Zones(null, "ap-guangzhou-3", "ap-guangzhou-4"),
            null,
            null,
            "bwp-1");
    static final Network IN_A_ZONE = new Network(
            Network.Type.PUBLIC,
            "vpc-1",
            null,
            Network.IpVersion.IPV4,
            null,
            Network.Isp.BGP,
            new Network.Zones("ap-guangzhou-3", null, null),
            null,
            null,
            null);

    private Networks() {}
}
