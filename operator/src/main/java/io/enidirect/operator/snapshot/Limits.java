package io.enidirect.operator.snapshot;

import io.enidirect.cloud.Quotas;
import org.jspecify.annotations.Nullable;

/**
 * How many there may be, by the account's quotas; nothing more is asked for. What is programmed stays when they shrink.
 *
 * @param listeners on one load balancer
 * @param rulesPerListener on one listener
 */
public record Limits(int listeners, int rulesPerListener) {
    /** The cloud's own: they count where it says nothing, and as long as it was not heard. */
    public static final Limits DEFAULT = new Limits(50, 50);

    public static Limits of(Quotas said) {
        return new Limits(
                or(said.listeners(), DEFAULT.listeners), or(said.rulesPerListener(), DEFAULT.rulesPerListener));
    }

    /** None at all is no quota but a mistake in the answer. */
    private static int or(@Nullable Integer said, int otherwise) {
        return said == null || said <= 0 ? otherwise : said;
    }
}
