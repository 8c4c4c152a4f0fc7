package io.enidirect.cloud;

import org.jspecify.annotations.Nullable;

/**
 * A rule as the cloud describes it.
 *
 * @param rewrite where it sends its requests; such a rule forwards to no target
 */
public record Rule(
        RuleId id,
        RuleKey key,
        BackendSettings settings,
        @Nullable Rewrite rewrite) {
    /** One that forwards. */
    public Rule(RuleId id, RuleKey key, BackendSettings settings) {
        this(id, key, settings, null);
    }

    public Rule withRewrite(@Nullable Rewrite other) {
        return new Rule(id, key, settings, other);
    }
}
