package io.enidirect.operator.kubernetes;

import io.enidirect.operator.snapshot.Timing;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token that the API server is asked with, looked for once a minute: a ServiceAccount's is changed long before it ends.
 * From its first minute on the client itself would read all configuration anew before each request, which costs more than
 * the request. Safe to use from several threads.
 */
public final class FreshToken implements OAuthTokenProvider {
    private final Supplier<@Nullable String> look;
    private final Clock clock;
    private @Nullable String token;
    private Instant next = Instant.MIN;

    /** @param look for the token as it is now; null where another way of proof is configured */
    public FreshToken(Supplier<@Nullable String> look, Clock clock) {
        this.look = look;
        this.clock = clock;
    }

    @Override
    public synchronized @Nullable String getToken() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            token = look.get();
            next = now.plus(Timing.HOUSE.cluster().token());
        }
        return token;
    }
}
