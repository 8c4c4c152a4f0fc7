package io.enidirect.operator.desired.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash by which the record knows what was asked for. Only what is set goes into it, by name: a setting that a later
 * version adds makes nothing else of what does not have it.
 */
public final class ContentHash {
    private static final int LENGTH = 32;

    private ContentHash() {}

    /** In hexadecimal digits. */
    public static String of(Map<String, String> content) {
        return HexFormat.of().formatHex(digest(new TreeMap<>(content))).substring(0, LENGTH);
    }

    private static byte[] digest(TreeMap<String, String> content) {
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
