package io.enidirect.operator.observe;

import io.enidirect.crd.SourceRef;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints of one load balancer's origins. */
final class EndpointReads {
    private static final Logger log = LoggerFactory.getLogger(EndpointReads.class);

    private final ObserveSources sources;
    private final LiveReads live;
    private final Named named;
    private final Observed observed;

    EndpointReads(ObserveSources sources, LiveReads live, Named named, Observed observed) {
        this.sources = sources;
        this.live = live;
        this.named = named;
        this.observed = observed;
    }

    /**
     * What is known of one origin.
     *
     * @param origin {@code namespace/name}
     * @param asking the sources that want it as an origin now
     */
    ServiceEndpoints of(String origin, @Nullable Service service, Set<SourceRef> asking) {
        String namespace = origin.substring(0, origin.indexOf('/'));
        List<EndpointSlice> slices = sources.cache().slicesOf(origin, live);
        if (service == null || !empty(slices) || !manyTargets(origin, asking)) {
            return endpoints(namespace, service, slices, sources.synced());
        }
        try {
            List<EndpointSlice> read = live.slicesOf(namespace, origin.substring(namespace.length() + 1));
            // pods that the cache has not got either must not count as dead
            boolean known = read.stream()
                    .flatMap(slice -> ClusterCache.podsOf(slice).stream())
                    .allMatch(pod -> sources.cache().pods.get(pod) != null);
            return endpoints(namespace, service, read, sources.synced() && known);
        } catch (KubernetesClientException e) {
            log.atWarn()
                    .addKeyValue("service", origin)
                    .setCause(e)
                    .log("Can't confirm that a Service has no endpoints any more: its targets stay");
            return endpoints(namespace, service, slices, false);
        }
    }

    private ServiceEndpoints endpoints(
            String namespace, @Nullable Service service, List<EndpointSlice> slices, boolean trusted) {
        Map<String, Pod> pods = new HashMap<>();
        slices.stream()
                .flatMap(slice -> ClusterCache.podsOf(slice).stream())
                .map(sources.cache().pods::get)
                .forEach(pod -> {
                    if (pod != null) {
                        pods.put(pod.getMetadata().getName(), pod);
                    }
                });
        // an address that is wanted no more may still be a living pod's
        observed.attachments().keySet().stream()
                .map(attachment -> attachment.target().ip())
                .distinct()
                .flatMap(ip -> sources.cache().podsAt(ip).stream())
                .filter(pod -> namespace.equals(pod.getMetadata().getNamespace()))
                .forEach(pod -> pods.put(pod.getMetadata().getName(), pod));
        return new ServiceEndpoints(service, slices, pods, trusted);
    }

    private static boolean empty(List<EndpointSlice> slices) {
        return slices.stream().allMatch(slice -> slice.getEndpoints().isEmpty());
    }

    /** Behind the backends that it feeds or, where it feeds none yet, behind all of those that it may take over. */
    private boolean manyTargets(String origin, Set<SourceRef> asking) {
        Set<Backend> fed = backends(feed -> feed.fromService() && feed.origin().equals(origin));
        Set<Backend> concerned = fed.isEmpty() ? backends(feed -> asking.contains(feed.source())) : fed;
        return observed.attachments().keySet().stream()
                        .map(Attachment::backend)
                        .filter(concerned::contains)
                        .limit(2)
                        .count()
                > 1;
    }

    private Set<Backend> backends(Predicate<Named.Feed> which) {
        return named.feeds().stream().filter(which).map(Named.Feed::backend).collect(Collectors.toSet());
    }
}
