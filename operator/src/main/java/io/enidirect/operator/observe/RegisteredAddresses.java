package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.snapshot.Attachments;
import io.enidirect.operator.snapshot.Backend;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Which addresses stand behind load balancers for whom, as far as these were read; each is looked through once at most. */
final class RegisteredAddresses implements BiPredicate<Pod, String> {
    private record Place(String namespace, String ip) {}

    private final ObserveSources sources;
    private final CloudMemory cloud;
    private final Map<String, Set<Place>> byLoadBalancer = new HashMap<>();

    RegisteredAddresses(ObserveSources sources, CloudMemory cloud) {
        this.sources = sources;
        this.cloud = cloud;
    }

    /** Whether this address stands somewhere for the pod's namespace. */
    @Override
    public boolean test(Pod pod, String ip) {
        Place place = new Place(pod.getMetadata().getNamespace(), ip);
        return sources.concernedBy(pod).stream()
                .map(ResourceID::getName)
                .anyMatch(name ->
                        byLoadBalancer.computeIfAbsent(name, this::places).contains(place));
    }

    private Set<Place> places(String loadBalancer) {
        CloudLoadBalancer object = sources.cache().loadBalancers.get(loadBalancer);
        if (object == null) {
            return Set.of();
        }
        Map<Backend, String> namespaces = new HashMap<>();
        NamedObjects.by(object)
                .feeds()
                .forEach(feed -> namespaces.put(feed.backend(), feed.source().namespace()));
        Set<Place> places = new HashSet<>();
        Attachments there = cloud.observed(loadBalancer).attachments();
        namespaces.forEach((backend, namespace) ->
                there.behind(backend).keySet().forEach(target -> places.add(new Place(namespace, target.ip()))));
        return places;
    }
}
