package io.enidirect.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A caller of the simulator that signs by itself, as the SDK does, over the JDK's own HTTP client. */
final class Client {
    static final String ID = "AKIDtest";
    static final String KEY = "a-secret-key";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String endpoint;

    Client(String endpoint) {
        this.endpoint = endpoint;
    }

    /** What goes into a call beside its action and body, so that a test can spoil one of it. */
    record Signing(
            String id,
            String key,
            String host,
            Instant time,
            Instant sentTime,
            String version,
            String region,
            @Nullable String token,
            String signedBody) {
        Signing id(String other) {
            return new Signing(other, key, host, time, sentTime, version, region, token, signedBody);
        }

        Signing key(String other) {
            return new Signing(id, other, host, time, sentTime, version, region, token, signedBody);
        }

        Signing host(String other) {
            return new Signing(id, key, other, time, sentTime, version, region, token, signedBody);
        }

        Signing sentTime(Instant other) {
            return new Signing(id, key, host, time, other, version, region, token, signedBody);
        }

        Signing version(String other) {
            return new Signing(id, key, host, time, sentTime, other, region, token, signedBody);
        }

        Signing region(String other) {
            return new Signing(id, key, host, time, sentTime, version, other, token, signedBody);
        }

        Signing token(String other) {
            return new Signing(id, key, host, time, sentTime, version, region, other, signedBody);
        }

        Signing signedBody(String other) {
            return new Signing(id, key, host, time, sentTime, version, region, token, other);
        }

        Signing signedAt(Instant other) {
            return new Signing(id, key, host, other, other, version, region, token, signedBody);
        }
    }

    Signing signing(String body) {
        Instant now = Instant.now();
        String host = endpoint.substring("http://".length());
        return new Signing(ID, KEY, host, now, now, "2018-03-17", "ap-guangzhou", null, body);
    }

    /** The {@code Response} of a call. */
    JsonNode call(String action, String body) throws IOException, InterruptedException {
        return response(send(action, body, signing(body)));
    }

    JsonNode call(String version, String action, String body) throws IOException, InterruptedException {
        return response(send(action, body, signing(body).version(version)));
    }

    String codeOf(String action, String body, Signing signing) throws IOException, InterruptedException {
        return code(response(send(action, body, signing)));
    }

    HttpResponse<String> send(String action, String body, Signing signing) throws IOException, InterruptedException {
        return send(Duration.ofSeconds(5), action, body, signing);
    }

    /** With another time-out than the usual one. */
    HttpResponse<String> within(Duration timeout, String action, String body) throws IOException, InterruptedException {
        return send(timeout, action, body, signing(body));
    }

    private HttpResponse<String> send(Duration timeout, String action, String body, Signing signing)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint + "/"))
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Authorization", authorization(signing))
                .header("X-TC-Action", action)
                .header("X-TC-Version", signing.version())
                .header("X-TC-Region", signing.region())
                .header("X-TC-Timestamp", String.valueOf(signing.sentTime().getEpochSecond()))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (signing.token() != null) {
            request.header("X-TC-Token", signing.token());
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode response(HttpResponse<String> response) throws JsonProcessingException {
        return MAPPER.readTree(response.body()).path("Response");
    }

    static String code(JsonNode response) {
        return response.path("Error").path("Code").asText("OK");
    }

    static String authorization(Signing signing) {
        String date = signing.time().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        String service = signing.host().split("\\.", -1)[0].toLowerCase(Locale.ROOT);
        String canonical = "POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:" + signing.host()
                + "\n\ncontent-type;host\n" + hex(sha256(signing.signedBody()));
        String scope = date + "/" + service + "/tc3_request";
        String toSign =
                "TC3-HMAC-SHA256\n" + signing.time().getEpochSecond() + "\n" + scope + "\n" + hex(sha256(canonical));
        byte[] key = hmac(
                hmac(hmac(("TC3" + signing.key()).getBytes(StandardCharsets.UTF_8), date), service), "tc3_request");
        return "TC3-HMAC-SHA256 Credential=" + signing.id() + "/" + scope
                + ", SignedHeaders=content-type;host, Signature=" + hex(hmac(key, toSign));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
