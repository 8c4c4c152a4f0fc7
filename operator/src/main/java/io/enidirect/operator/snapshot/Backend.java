package io.enidirect.operator.snapshot;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.RuleRecord;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
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

    /** The recorded listener, or the rule on it. */
    public static Backend of(ListenerRecord listener, @Nullable RuleRecord rule) {
        return new Backend(
                new ListenerKey(Protocol.valueOf(listener.protocol()), listener.port()),
                rule == null ? null : new RuleKey(rule.domain(), rule.url()));
    }

    /** All listeners and rules of a record. */
    public static Set<Backend> of(CloudLoadBalancerStatus record) {
        Set<Backend> backends = new HashSet<>();
        for (ListenerRecord listener : record.listeners()) {
            backends.add(of(listener, null));
            listener.rules().forEach(rule -> backends.add(of(listener, rule)));
        }
        return backends;
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
