package io.enidirect.operator.plan;

import io.enidirect.cloud.Network;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
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
        return HexFormat.of().formatHex(digest(content)).substring(0, 32);
    }

    private static byte[] digest(Map<String, String> content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.forEach((key, value) -> {
                // lengths, so that no value can pass for another's key
                String line = key.length() + ":" + key + value.length() + ":" + value;
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            });
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
