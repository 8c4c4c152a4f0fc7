package io.enidirect.cloud;

import io.enidirect.cloud.Network.ChargeType;
import io.enidirect.cloud.Network.IpVersion;
import io.enidirect.cloud.Network.Isp;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the cloud refuses of load balancers themselves, and its defaults (CLB API, CreateLoadBalancer). */
final class FakeOrders {
    static final String MODIFY = "ModifyLoadBalancerAttributes";
    static final String SET_GROUPS = "SetLoadBalancerSecurityGroups";

    private static final String CREATE = "CreateLoadBalancer";
    private static final int DEFAULT_MBPS = 10;

    private FakeOrders() {}

    static void check(NewLoadBalancer wanted) {
        Network network = wanted.network();
        boolean internal = network.type() == Network.Type.INTERNAL;
        boolean fullChain = network.ipVersion() == IpVersion.IPV6_FULL_CHAIN;
        if (fullChain && network.subnetId() == null) {
            throw Failures.rejected(CREATE, "MissingParameter", "SubnetId");
        }
        refuse("Only internal and IPv6FullChain ones have a subnet", !internal && !fullChain, network.subnetId());
        refuse("The cloud chooses the address of a public one", !internal, network.vip());
        refuse("Only a public one is on a carrier's line", internal, network.isp());
        refuse("Zones are of public IPv4 ones", internal || network.ipVersion() != IpVersion.IPV4, network.zones());
        refuse("Only a public one is paid for", internal, network.chargeType());
        refuse("Only a public one is in a package", internal, network.bandwidthPackageId());
        boolean byPackage =
                network.chargeType() == ChargeType.BANDWIDTH_PACKAGE || network.bandwidthPackageId() != null;
        refuse("A carrier's line is paid by package", !byPackage && network.isp() != Isp.BGP, network.isp());
        check(CREATE, network, new LoadBalancerSettings(wanted.passToTarget(), null, wanted.internetMaxBandwidthOut()));
    }

    /** What is said of settings, with the creation or later. */
    static void check(String action, Network network, LoadBalancerSettings wanted) {
        refuse(action, "An IPv6 one does not know it", network.ipVersion() != IpVersion.IPV4, wanted.passToTarget());
        refuse(
                action,
                "An internal one has no bandwidth to the internet",
                network.type() == Network.Type.INTERNAL,
                wanted.internetMaxBandwidthOut());
    }

    static void checkGroups(List<String> groups) {
        refuse(SET_GROUPS, "A group is named twice", new HashSet<>(groups).size() < groups.size(), groups);
        refuse(SET_GROUPS, "One is no group", !groups.stream().allMatch(each -> each.matches("sg-[a-z0-9]+")), groups);
    }

    /** What one has that was ordered so. */
    static LoadBalancerSettings settings(NewLoadBalancer order) {
        boolean isPublic = order.network().type() == Network.Type.PUBLIC;
        return new LoadBalancerSettings(order.passToTarget(), null, order.internetMaxBandwidthOut())
                .over(new LoadBalancerSettings(false, false, isPublic ? DEFAULT_MBPS : null));
    }

    private static void refuse(String why, boolean wrong, @Nullable Object said) {
        refuse(CREATE, why, wrong, said);
    }

    private static void refuse(String action, String why, boolean wrong, @Nullable Object said) {
        if (wrong && said != null) {
            throw Failures.rejected(action, "InvalidParameterValue", why + ": " + said);
        }
    }
}
