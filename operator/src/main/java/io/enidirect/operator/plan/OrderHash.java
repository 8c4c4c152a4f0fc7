package io.enidirect.operator.plan;

import io.enidirect.cloud.Network;
import io.enidirect.operator.desired.model.ContentHash;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hash by which the record knows what was ordered. Only what is set goes into it, by name: a setting that a later version
 * adds makes no other order of one that does not have it.
 */
final class OrderHash {
    private OrderHash() {}

    static String of(LoadBalancerWish wish) {
        SortedMap<String, String> content = new TreeMap<>();
        Network network = wish.network();
        content.put("name", wish.name());
        content.put("network.type", network.type().name());
        content.put("network.vpcId", network.vpcId());
        content.put("network.ipVersion", network.ipVersion().name());
        put(content, "network.subnetId", network.subnetId());
        put(content, "network.vip", network.vip());
        put(content, "network.isp", network.isp());
        put(content, "network.zones", network.zones());
        put(content, "network.slaType", network.slaType());
        put(content, "network.chargeType", network.chargeType());
        put(content, "network.bandwidthPackageId", network.bandwidthPackageId());
        put(content, "passToTarget", wish.settings().passToTarget());
        put(content, "internetMaxBandwidthOut", wish.settings().internetMaxBandwidthOut());
        wish.tags().forEach((key, value) -> content.put("tags." + key, value));
        return ContentHash.of(content);
    }

    private static void put(SortedMap<String, String> content, String name, @Nullable Object value) {
        if (value != null) {
            content.put(name, value.toString());
        }
    }
}
