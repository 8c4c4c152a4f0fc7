package io.enidirect.cloud.tencent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one signature is made with. The SDK reads id, key and token one after another, so the three never change together
 * in place: new credentials are a new object and new SDK clients.
 *
 * @param token of temporary credentials only
 * @param expires {@link Instant#MAX} for lasting ones
 */
record Credentials(
        String secretId, String secretKey, @Nullable String token, Instant expires) {

    boolean validAt(Instant now) {
        return now.isBefore(expires);
    }

    @Override
    public String toString() {
        return "Credentials[expires=" + expires + "]";
    }
}
