package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.kinds.Backends;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.snapshot.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What feeds the backends of one load balancer, or is to: what its sources ask for and what its record names.
 *
 * @param services by {@code namespace/name}, with the sources that ask for it now
 * @param externals ExternalBackends, as {@code namespace/name}
 */
record Origins(Map<String, Set<SourceRef>> services, Set<String> externals) {

    /** @param most rules that a listener holds: what could not be made costs nothing */
    static Origins of(Kinds kinds, NamedObjects named, List<Source> sources, CloudLoadBalancerStatus record, int most) {
        Map<String, Set<SourceRef>> services = new HashMap<>();
        Set<String> externals = new HashSet<>(named.externalKeys());
        named.feeds().stream()
                .filter(NamedObjects.Feed::fromService)
                .forEach(feed -> services.computeIfAbsent(feed.origin(), key -> new HashSet<>()));
        for (Source source : sources) {
            Backends backends = kinds.origins(source, record, most);
            backends.services()
                    .forEach(service -> services.computeIfAbsent(service, key -> new HashSet<>())
                            .add(source.ref()));
            externals.addAll(backends.externals());
        }
        return new Origins(services, externals);
    }
}
