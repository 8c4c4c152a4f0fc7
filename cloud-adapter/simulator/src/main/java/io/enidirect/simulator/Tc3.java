package io.enidirect.simulator;

import io.enidirect.simulator.cloud.ApiError;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Checks a TC3-HMAC-SHA256 signature by its own computation, as API 3.0 describes it. */
final class Tc3 {
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "TC3-HMAC-SHA256 Credential=([^/]+)/([^/]+)/([^/]+)/tc3_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)");

    private final String secretId;
    private final String secretKey;
    private final @Nullable String token;

    Tc3(String secretId, String secretKey, @Nullable String token) {
        this.secretId = secretId;
        this.secretKey = secretKey;
        this.token = token;
    }

    /**
     * Refuses what is not signed with this account's key.
     *
     * @param header a request header by its name, empty if it is absent
     * @throws ApiError one of {@code AuthFailure.*}
     */
    void verify(Function<String, String> header, byte[] body, Instant now) {
        Matcher authorization = AUTHORIZATION.matcher(header.apply("Authorization"));
        if (!authorization.matches()) {
            throw new ApiError("AuthFailure.InvalidAuthorization", "The Authorization header is not valid.");
        }
        if (!authorization.group(1).equals(secretId)) {
            throw new ApiError("AuthFailure.SecretIdNotFound", "The SecretId is not found.");
        }
        Instant signed = timestamp(header.apply("X-TC-Timestamp"));
        if (Duration.between(signed, now).abs().compareTo(MAX_SKEW) > 0) {
            throw new ApiError(
                    "AuthFailure.SignatureExpire",
                    "The provided credentials are expired: the timestamp is more than 5 minutes off the server's.");
        }
        String date = signed.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        String service = authorization.group(3);
        byte[] sent = authorization.group(5).getBytes(StandardCharsets.US_ASCII);
        // the SDK for Node signs the host without the port that it sends
        boolean right = Stream.of(header.apply("Host"), header.apply("Host").replaceFirst(":[0-9]+$", ""))
                .map(host -> signature(
                        authorization.group(4),
                        name -> name.equals("host") ? host : header.apply(name),
                        body,
                        signed.getEpochSecond(),
                        date,
                        service))
                .anyMatch(expected -> MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII), sent));
        if (!right || !authorization.group(2).equals(date)) {
            throw new ApiError(
                    "AuthFailure.SignatureFailure",
                    "The provided credentials could not be validated: wrong signature.");
        }
        if (!header.apply("X-TC-Token").equals(token == null ? "" : token)) {
            throw new ApiError("AuthFailure.TokenFailure", "The token is not valid.");
        }
    }

    private static Instant timestamp(String text) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(text));
        } catch (NumberFormatException | DateTimeException e) {
            throw new ApiError("AuthFailure.InvalidAuthorization", "The X-TC-Timestamp header is not valid.");
        }
    }

    private String signature(
            String signedHeaders,
            Function<String, String> header,
            byte[] body,
            long timestamp,
            String date,
            String service) {
        StringBuilder headers = new StringBuilder();
        for (String name : signedHeaders.split(";", -1)) {
            headers.append(name)
                    .append(':')
                    .append(canonical(name, header.apply(name)))
                    .append('\n');
        }
        byte[] payload = header.apply("X-TC-Content-SHA256").equals("UNSIGNED-PAYLOAD")
                ? "UNSIGNED-PAYLOAD".getBytes(StandardCharsets.UTF_8)
                : body;
        String canonical = "POST\n/\n\n" + headers + "\n" + signedHeaders + "\n" + sha256(payload);
        String scope = date + "/" + service + "/tc3_request";
        String toSign = "TC3-HMAC-SHA256\n" + timestamp + "\n" + scope + "\n"
                + sha256(canonical.getBytes(StandardCharsets.UTF_8));
        byte[] dateKey = hmac(("TC3" + secretKey).getBytes(StandardCharsets.UTF_8), date);
        byte[] key = hmac(hmac(dateKey, service), "tc3_request");
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    /** API 3.0 wants lower-case values, but the SDK signs its content type as it sends it. */
    private static String canonical(String name, String value) {
        return name.equals("content-type") || name.equals("host")
                ? value.strip()
                : value.strip().toLowerCase(Locale.ROOT);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
