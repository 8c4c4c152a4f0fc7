package io.enidirect.operator.desired.merge;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.record.RecordedPart;
import io.enidirect.operator.snapshot.Backend;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who holds what on a load balancer by the record: it keeps what it holds, whoever is older. */
final class Rights {
    private record Port(ListenerKey listener, String source) {}

    private record Host(String domain, String namespace) {}

    private final Map<Backend, String> places = new HashMap<>();
    private final Set<Port> ports = new HashSet<>();
    private final Set<Host> hosts = new HashSet<>();

    Rights(CloudLoadBalancerStatus record) {
        Map<String, String> namespaces = record.sources().stream()
                .collect(Collectors.toMap(SourceStatus::key, SourceStatus::namespace, (one, other) -> one));
        for (RecordedPart part : RecordedPart.of(record)) {
            places.put(part.backend(), part.source());
            ports.add(new Port(part.backend().listener(), part.source()));
            RuleKey rule = part.backend().rule();
            if (rule != null) {
                hosts.add(new Host(rule.domain(), namespaces.getOrDefault(part.source(), "")));
            }
        }
    }

    /** Whether the part's source holds the part's very place. */
    boolean holds(Part part) {
        return part.source().key().equals(places.get(part.backend()));
    }

    /** Whether the part's source has something on the part's listener. */
    boolean holdsPort(Part part) {
        return ports.contains(new Port(part.backend().listener(), part.source().key()));
    }

    /** Whether the part's namespace has a rule for the part's host. */
    boolean holdsHost(Part part) {
        RuleKey rule = part.backend().rule();
        return rule != null
                && hosts.contains(new Host(rule.domain(), part.source().namespace()));
    }

    /** Those that hold go first; otherwise the order stays. */
    static List<Part> first(Predicate<Part> holds, List<Part> ordered) {
        return ordered.stream()
                .sorted(Comparator.comparing(part -> !holds.test(part)))
                .toList();
    }
}
