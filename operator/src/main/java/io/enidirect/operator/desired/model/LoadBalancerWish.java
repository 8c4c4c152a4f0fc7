package io.enidirect.operator.desired.model;

import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.Network;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.snapshot.Settings;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The load balancer itself, where one is to be created.
 *
 * @param name for people only: it identifies nothing
 * @param tags the user's, and the two that prove ownership and can't be overridden by them
 * @param passToTarget whether its traffic passes the pods' security groups; null: nothing is said, as of an IPv6 one, which
 *     does not know it, and an existing one, which is somebody else's
 */
public record LoadBalancerWish(
        String name,
        Network network,
        Map<String, String> tags,
        @Nullable Boolean passToTarget) {
    private static final int NAME_LENGTH = 80;

    public LoadBalancerWish {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /**
     * How all that is on it is probed: from the shared address space, since a probe from the load balancer's own address is
     * a client like any other to the targets' security groups; on IPv6 there is nothing else. Whole, so that each rule is
     * probed at a path and host that it has, whatever its domain and URL are.
     */
    public HealthCheck healthCheck() {
        return HealthCheck.DEFAULT.from(
                network.ipVersion() == Network.IpVersion.IPV6_FULL_CHAIN
                        ? HealthCheck.Source.VIP
                        : HealthCheck.Source.SHARED_SPACE);
    }

    public static LoadBalancerWish of(CloudLoadBalancer object, Settings settings) {
        SourceRef source = object.getSpec().source();
        String name = settings.clusterId() + "_"
                + (source == null ? object.getMetadata().getName() : source.namespace() + "_" + source.name());
        Map<String, String> tags = new TreeMap<>(object.getSpec().tags());
        tags.putAll(ownership(object, settings));
        Network network = network(object.getSpec().network(), settings);
        return new LoadBalancerWish(
                name.substring(0, Math.min(NAME_LENGTH, name.length())),
                network,
                tags,
                network.ipVersion() == Network.IpVersion.IPV4
                                && !object.getSpec().existing()
                        ? Boolean.valueOf(passToTarget(object.getSpec().passToTarget(), settings))
                        : null);
    }

    private static boolean passToTarget(@Nullable Boolean said, Settings settings) {
        return said == null ? settings.passToTarget() : said;
    }

    /** What finds a created load balancer again: who it was made for outlives the object that was made for it. */
    public static Map<String, String> ownership(CloudLoadBalancer object, Settings settings) {
        SourceRef source = object.getSpec().source();
        String owner = source == null ? object.getMetadata().getUid() : source.uid();
        return Map.of(Settings.CLUSTER_TAG, settings.clusterId(), Settings.OWNER_TAG, owner);
    }

    private static Network network(@Nullable NetworkSpec spec, Settings settings) {
        NetworkSpec wanted = spec == null ? NetworkSpec.internet() : spec;
        return new Network(
                wanted.type() == NetworkSpec.Type.Internal ? Network.Type.INTERNAL : Network.Type.PUBLIC,
                wanted.vpcId() == null ? settings.vpcId() : wanted.vpcId(),
                wanted.subnetId(),
                wanted.ipVersion() == NetworkSpec.IpVersion.IPv6FullChain
                        ? Network.IpVersion.IPV6_FULL_CHAIN
                        : Network.IpVersion.IPV4);
    }
}
