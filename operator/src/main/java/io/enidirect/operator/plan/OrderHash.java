package io.enidirect.operator.plan;

import io.enidirect.cloud.Network;
import io.enidirect.operator.desired.model.ContentHash;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import java.util.SortedMap;
import java.util.TreeMap;

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
        if (network.subnetId() != null) {
            content.put("network.subnetId", network.subnetId());
        }
        if (wish.passToTarget() != null) {
            content.put("passToTarget", wish.passToTarget().toString());
        }
        wish.tags().forEach((key, value) -> content.put("tags." + key, value));
        return ContentHash.of(content);
    }
}
