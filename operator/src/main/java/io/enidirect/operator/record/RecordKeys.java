package io.enidirect.operator.record;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.RuleRecord;
import io.enidirect.operator.snapshot.Backend;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the record's entries speak of, as typed identities: nobody else reads its words. */
public final class RecordKeys {
    private RecordKeys() {}

    public static ListenerKey of(ListenerRecord entry) {
        return new ListenerKey(Protocol.valueOf(entry.protocol()), entry.port());
    }

    public static RuleKey of(RuleRecord entry) {
        return new RuleKey(entry.domain(), entry.url());
    }

    /** The recorded listener, or the rule on it. */
    public static Backend backend(ListenerRecord listener, @Nullable RuleRecord rule) {
        return new Backend(of(listener), rule == null ? null : of(rule));
    }

    /** All listeners and rules of a record. */
    public static Set<Backend> backends(CloudLoadBalancerStatus record) {
        Set<Backend> backends = new HashSet<>();
        for (ListenerRecord listener : record.listeners()) {
            backends.add(backend(listener, null));
            listener.rules().forEach(rule -> backends.add(backend(listener, rule)));
        }
        return backends;
    }

    /** The keys of the sources that an entry or one of its rules is for. */
    public static Stream<String> sources(ListenerRecord entry) {
        return Stream.concat(
                Stream.ofNullable(entry.source()),
                entry.rules().stream().flatMap(rule -> Stream.ofNullable(rule.source())));
    }
}
