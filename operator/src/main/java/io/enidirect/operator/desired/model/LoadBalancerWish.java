package io.enidirect.operator.desired.model;

import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.cloud.Network;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.record.Setting;
import io.enidirect.operator.snapshot.Settings;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The load balancer itself: what it is created with, and what can be changed on it afterwards.
 *
 * @param name for people only: it identifies nothing
 * @param tags the user's, and the two that prove ownership and can't be overridden by them
 * @param settings nothing is said of passToTarget on IPv6, which does not know it, and of an existing one, which is somebody
 *     else's
 * @param securityGroups in their order; null: those bound by others are left alone
 * @param named which of its settings a word of the object's spec sets; one that is recorded and no more among them goes back to
 *     the cloud's default
 */
public record LoadBalancerWish(
        String name,
        Network network,
        Map<String, String> tags,
        LoadBalancerSettings settings,
        @Nullable List<String> securityGroups,
        Set<Setting> named) {
    private static final int NAME_LENGTH = 80;
    /** Of one that is created without a word of it (CreateLoadBalancer). */
    private static final int DEFAULT_MBPS = 10;

    public LoadBalancerWish {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        securityGroups = securityGroups == null ? null : List.copyOf(securityGroups);
        named = Set.copyOf(named);
    }

    /**
     * How all that is on it is probed: from the shared address space, since a probe from the load balancer's own address is
     * a client like any other to the targets' security groups; on IPv6 there is nothing else. Whole, so that each rule is
     * probed at a path and host that it has, whatever its domain and URL are.
     */
    public HealthCheck healthCheck() {
        return HealthCheck.DEFAULT.from(
                network.ipVersion() == Network.IpVersion.IPV4
                        ? HealthCheck.Source.SHARED_SPACE
                        : HealthCheck.Source.VIP);
    }

    public static LoadBalancerWish of(CloudLoadBalancer object, Settings settings) {
        CloudLoadBalancerSpec spec = object.getSpec();
        Map<String, String> tags = new TreeMap<>(spec.tags());
        tags.putAll(ownership(object, settings));
        Network network = network(spec.network(), settings);
        Set<Setting> named = spec.existing() ? Set.of() : named(spec);
        Set<Setting> gone = EnumSet.noneOf(Setting.class);
        gone.addAll(Setting.of(object.recorded().named()));
        gone.removeAll(named);
        return new LoadBalancerWish(
                name(object, settings),
                network,
                tags,
                spec.existing() ? LoadBalancerSettings.UNSPECIFIED : settings(spec, network, gone, settings),
                spec.existing() ? null : gone.contains(Setting.SECURITY_GROUPS) ? List.of() : spec.securityGroups(),
                named);
    }

    private static String name(CloudLoadBalancer object, Settings settings) {
        String said = object.getSpec().name();
        SourceRef source = object.getSpec().source();
        String name = said != null
                ? said
                : settings.clusterId() + "_"
                        + (source == null ? object.getMetadata().getName() : source.namespace() + "_" + source.name());
        return name.substring(0, Math.min(NAME_LENGTH, name.length()));
    }

    private static Set<Setting> named(CloudLoadBalancerSpec spec) {
        Set<Setting> named = EnumSet.noneOf(Setting.class);
        if (spec.securityGroups() != null) {
            named.add(Setting.SECURITY_GROUPS);
        }
        if (spec.internetMaxBandwidthOut() != null) {
            named.add(Setting.BANDWIDTH);
        }
        if (spec.deletionProtection() != null) {
            named.add(Setting.DELETION_PROTECTION);
        }
        return named;
    }

    private static LoadBalancerSettings settings(
            CloudLoadBalancerSpec spec, Network network, Set<Setting> gone, Settings settings) {
        boolean isPublic = network.type() == Network.Type.PUBLIC;
        return new LoadBalancerSettings(
                network.ipVersion() != Network.IpVersion.IPV4
                        ? null
                        : Boolean.valueOf(spec.passToTarget() == null ? settings.passToTarget() : spec.passToTarget()),
                gone.contains(Setting.DELETION_PROTECTION) ? Boolean.FALSE : spec.deletionProtection(),
                !isPublic
                        ? null
                        : gone.contains(Setting.BANDWIDTH)
                                ? Integer.valueOf(DEFAULT_MBPS)
                                : spec.internetMaxBandwidthOut());
    }

    /** What finds a created load balancer again: who it was made for outlives the object that was made for it. */
    public static Map<String, String> ownership(CloudLoadBalancer object, Settings settings) {
        SourceRef source = object.getSpec().source();
        String owner = source == null ? object.getMetadata().getUid() : source.uid();
        return Map.of(Settings.CLUSTER_TAG, settings.clusterId(), Settings.OWNER_TAG, owner);
    }

    private static Network network(@Nullable NetworkSpec spec, Settings settings) {
        NetworkSpec wanted = spec == null ? NetworkSpec.internet() : spec;
        NetworkSpec.Zones zones = wanted.zones();
        return new Network(
                wanted.type() == NetworkSpec.Type.Internal ? Network.Type.INTERNAL : Network.Type.PUBLIC,
                wanted.vpcId() == null ? settings.vpcId() : wanted.vpcId(),
                wanted.subnetId(),
                ipVersion(wanted.ipVersion()),
                wanted.vip(),
                wanted.isp() == null ? null : Network.Isp.valueOf(wanted.isp().name()),
                zones == null ? null : new Network.Zones(zones.single(), zones.primary(), zones.backup()),
                wanted.slaType(),
                wanted.chargeType() == null
                        ? null
                        : Network.ChargeType.valueOf(wanted.chargeType().name()),
                wanted.bandwidthPackageId());
    }

    private static Network.IpVersion ipVersion(NetworkSpec.@Nullable IpVersion version) {
        if (version == null) {
            return Network.IpVersion.IPV4;
        }
        return switch (version) {
            case IPv4 -> Network.IpVersion.IPV4;
            case NAT64 -> Network.IpVersion.NAT64;
            case IPv6FullChain -> Network.IpVersion.IPV6_FULL_CHAIN;
        };
    }
}
