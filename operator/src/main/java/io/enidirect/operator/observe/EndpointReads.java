package io.enidirect.operator.observe;

import io.enidirect.cloud.Target;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.PodRef;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.ServiceEndpoints.PodAddress;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints of one load balancer's origins. */
final class EndpointReads {
    private static final Logger log = LoggerFactory.getLogger(EndpointReads.class);

    private final ObserveSources sources;
    private final LiveReads live;
    private final String loadBalancer;
    private final NamedObjects named;
    private final Observed observed;
    private final AddressOwners owners;
    private final Map<String, Set<Backend>> fedBy = new HashMap<>();
    private final Map<String, Set<Backend>> fedFromOutside = new HashMap<>();
    private final Set<Backend> unfed;
    private @Nullable Set<String> registered;

    EndpointReads(ObserveSources sources, LiveReads live, CloudLoadBalancer object, CloudMemory cloud) {
        this.sources = sources;
        this.live = live;
        this.loadBalancer = object.getMetadata().getName();
        this.named = NamedObjects.by(object);
        this.observed = cloud.observed(loadBalancer);
        this.owners = new AddressOwners(sources.cache(), new RegisteredAddresses(sources, cloud));
        this.unfed = new HashSet<>(observed.attachments().backends());
        named.feeds().forEach(feed -> {
            unfed.remove(feed.backend());
            (feed.fromService() ? fedBy : fedFromOutside)
                    .computeIfAbsent(feed.origin(), key -> new HashSet<>())
                    .add(feed.backend());
        });
    }

    /**
     * What is known of one origin.
     *
     * @param origin {@code namespace/name}
     * @param asking the sources that want it as an origin now
     */
    ServiceEndpoints of(String origin, @Nullable Service service, Set<SourceRef> asking) {
        String namespace = namespace(origin);
        List<EndpointSlice> slices = sources.cache().slicesOf(origin, live);
        if (service == null || !empty(slices) || !manyTargets(origin, asking)) {
            return endpoints(origin, service, slices, sources.synced());
        }
        try {
            List<EndpointSlice> read = live.slicesOf(namespace, origin.substring(namespace.length() + 1));
            ServiceEndpoints endpoints = endpoints(origin, service, read, sources.synced());
            // pods that the cache has not got either must not count as dead
            return endpoints.trusted() && !allKnown(endpoints) ? untrusted(endpoints) : endpoints;
        } catch (KubernetesClientException e) {
            log.atWarn()
                    .addKeyValue("service", origin)
                    .setCause(e)
                    .log("Can't confirm that a Service has no endpoints any more: its targets stay");
            return endpoints(origin, service, slices, false);
        }
    }

    private ServiceEndpoints endpoints(
            String origin, @Nullable Service service, List<EndpointSlice> slices, boolean trusted) {
        String namespace = namespace(origin);
        int size = 0;
        for (EndpointSlice slice : slices) {
            size += slice.getEndpoints().size();
        }
        Map<String, Pod> pods = new HashMap<>(room(size));
        Set<String> lived = new HashSet<>(room(size));
        Set<PodAddress> elsewhere = new HashSet<>();
        Set<PodRef> gone = new HashSet<>();
        Map<String, Pod> cached = sources.cache().pods.in(namespace);
        for (EndpointSlice slice : slices) {
            for (Endpoint endpoint : slice.getEndpoints()) {
                if (!namesPodOf(namespace, endpoint)) {
                    continue;
                }
                ObjectReference named = endpoint.getTargetRef();
                Pod kept = cached.get(named.getName());
                boolean same = kept != null && isNamed(kept, named);
                Pod pod = same
                        ? kept
                        : sources.missing().found(namespace, PodRef.of(named)).orElse(null);
                if (pod == null) {
                    missing(namespace, endpoint).ifPresent(gone::add);
                    continue;
                }
                pods.put(named.getName(), pod);
                owners.addElsewhere(pod, same, elsewhere);
                if (ServiceEndpoints.living(pod) && !AddressOwners.hostNetwork(pod)) {
                    lived.addAll(ClusterAddresses.kept(pod));
                }
            }
        }
        // an address that is wanted no more may still be a living pod's
        podsAt(registeredFor(origin).filter(lived::add), namespace).forEach(pod -> {
            if (pods.putIfAbsent(pod.getMetadata().getName(), pod) == null) {
                owners.addElsewhere(pod, true, elsewhere);
            }
        });
        return new ServiceEndpoints(service, slices, pods, gone, elsewhere, trusted);
    }

    /** In a table of that size so many fit without another one. */
    private static int room(int entries) {
        return entries * 4 / 3 + 1;
    }

    /**
     * The pods behind what an ExternalBackend feeds by the record: those of the Service that did before, whom perhaps nobody
     * names any more.
     *
     * @param external {@code namespace/name}
     */
    ServiceEndpoints before(String external) {
        Map<String, Pod> pods = podsAt(
                        registeredBehind(fedFromOutside.getOrDefault(external, Set.of()).stream()), namespace(external))
                .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), pod -> pod, (one, same) -> one));
        return new ServiceEndpoints(null, List.of(), pods, Set.of(), owners.elsewhere(pods.values()), true);
    }

    private Stream<Pod> podsAt(Stream<String> ips, String namespace) {
        return ips.flatMap(ip -> sources.cache().podsAt(ip).stream())
                .filter(pod -> namespace.equals(pod.getMetadata().getNamespace()));
    }

    private static String namespace(String origin) {
        return origin.substring(0, origin.indexOf('/'));
    }

    /** The addresses behind the backends that it feeds by the record, and behind those of which that does not know by whom. */
    private Stream<String> registeredFor(String origin) {
        return registeredBehind(Stream.concat(fedBy.getOrDefault(origin, Set.of()).stream(), unfed.stream()));
    }

    private Stream<String> registeredBehind(Stream<Backend> backends) {
        return backends.flatMap(backend -> observed.attachments().behind(backend).keySet().stream())
                .map(Target::ip);
    }

    private static ServiceEndpoints untrusted(ServiceEndpoints seen) {
        return new ServiceEndpoints(seen.service(), seen.slices(), seen.pods(), seen.gone(), seen.elsewhere(), false);
    }

    /** Another uid is another pod of the same name: then as it was found when it was asked for. */
    private static boolean isNamed(Pod pod, ObjectReference named) {
        return named.getUid() == null || named.getUid().equals(pod.getMetadata().getUid());
    }

    /** Of a pod that is not known: whether it is known to be gone; where that matters and is not known, it is asked. */
    private Optional<PodRef> missing(String namespace, Endpoint endpoint) {
        PodRef pod = PodRef.of(endpoint.getTargetRef());
        if (sources.missing().gone(namespace, pod)) {
            return Optional.of(pod);
        }
        if (endpoint.getAddresses().stream().anyMatch(registered()::contains)) {
            sources.missing().ask(namespace, pod, loadBalancer);
        }
        return Optional.empty();
    }

    /** Put together only where somebody asks: mostly all pods are known. */
    private Set<String> registered() {
        Set<String> all = registered;
        if (all == null) {
            all = observed.attachments().addresses();
            registered = all;
        }
        return all;
    }

    private boolean allKnown(ServiceEndpoints origin) {
        return endpoints(origin.slices())
                .map(Endpoint::getTargetRef)
                .filter(ref -> ref != null && "Pod".equals(ref.getKind()) && ref.getName() != null)
                .allMatch(ref -> origin.pods().containsKey(ref.getName())
                        || origin.gone().contains(PodRef.of(ref)));
    }

    private static Stream<Endpoint> endpoints(List<EndpointSlice> slices) {
        return slices.stream().flatMap(slice -> slice.getEndpoints().stream());
    }

    private static boolean namesPodOf(String namespace, Endpoint endpoint) {
        ObjectReference ref = endpoint.getTargetRef();
        return ref != null
                && "Pod".equals(ref.getKind())
                && ref.getName() != null
                && namespace.equals(ref.getNamespace());
    }

    private static boolean empty(List<EndpointSlice> slices) {
        return slices.stream().allMatch(slice -> slice.getEndpoints().isEmpty());
    }

    /** Behind the backends that it feeds or, where it feeds none yet, behind all of those that it may take over. */
    private boolean manyTargets(String origin, Set<SourceRef> asking) {
        Set<Backend> fed = fedBy.getOrDefault(origin, Set.of());
        Set<Backend> concerned = fed.isEmpty() ? recordedFor(asking) : fed;
        return concerned.stream()
                        .mapToInt(backend ->
                                observed.attachments().behind(backend).size())
                        .sum()
                > 1;
    }

    private Set<Backend> recordedFor(Set<SourceRef> sources) {
        return named.feeds().stream()
                .filter(feed -> sources.contains(feed.source()))
                .map(NamedObjects.Feed::backend)
                .collect(Collectors.toSet());
    }
}
