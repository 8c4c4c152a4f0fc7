package io.enidirect.operator.record;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.DomainRecord;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.RedirectRecord;
import io.enidirect.crd.RuleRecord;
import io.enidirect.operator.snapshot.Backend;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the record's entries speak of, as typed identities: nobody else reads its words. */
public final class RecordKeys {
    private RecordKeys() {}

    public static ListenerKey of(ListenerRecord entry) {
        return new ListenerKey(Protocol.valueOf(entry.protocol()), entry.port());
    }

    public static RuleKey of(DomainRecord domain, RuleRecord entry) {
        return new RuleKey(domain.domain(), entry.url());
    }

    /** The recorded listener. */
    public static Backend backend(ListenerRecord listener) {
        return Backend.of(of(listener));
    }

    /** The recorded rule. */
    public static Backend backend(ListenerRecord listener, DomainRecord domain, RuleRecord rule) {
        return new Backend(of(listener), of(domain, rule));
    }

    /** The recorded rules of a listener. */
    public static Map<RuleKey, RuleRecord> rules(ListenerRecord listener) {
        Map<RuleKey, RuleRecord> rules = new TreeMap<>();
        listener.domains().forEach(domain -> domain.rules().forEach(rule -> rules.put(of(domain, rule), rule)));
        return rules;
    }

    /** The rule that a recorded redirect leads to. */
    public static Backend target(RedirectRecord redirect) {
        return new Backend(
                new ListenerKey(Protocol.valueOf(redirect.protocol()), redirect.port()),
                new RuleKey(redirect.domain(), redirect.url()));
    }

    /** All listeners and rules of a record. */
    public static Set<Backend> backends(CloudLoadBalancerStatus record) {
        Set<Backend> backends = new HashSet<>();
        for (ListenerRecord listener : record.listeners()) {
            ListenerKey key = of(listener);
            backends.add(Backend.of(key));
            rules(listener).keySet().forEach(rule -> backends.add(new Backend(key, rule)));
        }
        return backends;
    }

    /** The keys of the sources that an entry or one of its rules is for. */
    public static Stream<String> sources(ListenerRecord entry) {
        return Stream.concat(
                Stream.ofNullable(entry.source()),
                entry.domains().stream()
                        .flatMap(domain -> Stream.concat(
                                Stream.ofNullable(domain.source()),
                                domain.rules().stream().flatMap(rule -> Stream.ofNullable(rule.source())))));
    }
}
