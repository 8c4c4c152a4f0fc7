package io.enidirect.operator.snapshot;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.RuleKey;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A backend by its identity on the load balancer instead of by ids, so that one can be planned before it exists.
 *
 * @param rule null on an L4 listener
 */
public record Backend(ListenerKey listener, @Nullable RuleKey rule) implements Comparable<Backend> {
    private static final Comparator<Backend> ORDER = Comparator.comparing(Backend::listener)
            .thenComparing(Backend::rule, Comparator.nullsFirst(Comparator.naturalOrder()));

    public static Backend of(ListenerKey listener) {
        return new Backend(listener, null);
    }

    @Override
    public int compareTo(Backend other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return rule == null ? listener.toString() : listener + " " + rule;
    }
}
