package io.enidirect.cloud;

import org.jspecify.annotations.Nullable;

/**
 * What targets attach to: an L4 listener, or a rule of an L7 listener.
 *
 * @param rule null on an L4 listener
 */
public record BackendId(ListenerId listener, @Nullable RuleId rule) {
    public static BackendId of(ListenerId listener) {
        return new BackendId(listener, null);
    }

    public static BackendId of(ListenerId listener, RuleId rule) {
        return new BackendId(listener, rule);
    }

    @Override
    public String toString() {
        return rule == null ? listener.value() : listener + "/" + rule;
    }
}
