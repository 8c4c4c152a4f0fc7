package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.annotations.TuningWish;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.snapshot.ExternalEndpoints;
import io.enidirect.operator.snapshot.Limits;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster of nothing but these objects, for who may not look at a real one. What is not among them is not there. */
public final class GivenObjects {
    private final Kinds kinds;
    private final ClusterCache cache;

    public GivenObjects(Kinds kinds, Collection<? extends HasMetadata> objects) {
        this.kinds = kinds;
        this.cache = new ClusterCache(kinds);
        put(objects, Service.class, cache.services);
        put(objects, EndpointSlice.class, cache.slices);
        put(objects, Pod.class, cache.pods);
        put(objects, ExternalBackend.class, cache.externals);
        put(objects, TkeServiceConfig.class, cache.configs);
        put(objects, Node.class, cache.nodes);
        put(objects, CloudLoadBalancer.class, cache.loadBalancers);
    }

    private static <R extends HasMetadata> void put(
            Collection<? extends HasMetadata> objects, Class<R> type, IndexedStore<R> store) {
        objects.stream().filter(type::isInstance).map(type::cast).forEach(each -> store.put(store.getKey(each), each));
    }

    /** Each Service that feeds this load balancer or is to, by {@code namespace/name}. */
    public Map<String, ServiceEndpoints> endpoints(CloudLoadBalancer object, List<Source> sources) {
        Map<String, ServiceEndpoints> endpoints = new HashMap<>();
        origins(object, sources).services().keySet().forEach(key -> endpoints.put(key, endpoints(key)));
        return endpoints;
    }

    private ServiceEndpoints endpoints(String service) {
        List<EndpointSlice> slices = cache.slicesOf(service);
        Map<String, Pod> pods = slices.stream()
                .flatMap(slice -> ClusterCache.podsOf(slice).stream())
                .distinct()
                .flatMap(pod -> Stream.ofNullable(cache.pods.get(pod)))
                .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), Function.identity()));
        AddressOwners owners = new AddressOwners(cache, (pod, ip) -> false);
        return new ServiceEndpoints(
                cache.services.get(service), slices, pods, Set.of(), owners.elsewhere(pods.values()), true);
    }

    /** Each TkeServiceConfig by which these are tuned, by {@code namespace/name}. */
    public Map<String, TkeServiceConfig> configs(List<Source> sources) {
        Map<String, TkeServiceConfig> configs = new HashMap<>();
        sources.stream()
                .flatMap(source -> TuningWish.configs(source.object()).stream())
                .forEach(key -> Optional.ofNullable(cache.configs.get(key)).ifPresent(each -> configs.put(key, each)));
        return configs;
    }

    private Origins origins(CloudLoadBalancer object, List<Source> sources) {
        return Origins.of(
                kinds, NamedObjects.by(object), sources, object.recorded(), Limits.DEFAULT.rulesPerListener());
    }

    /** Each ExternalBackend that feeds this load balancer or is to, by {@code namespace/name}. */
    public Map<String, ExternalEndpoints> externals(CloudLoadBalancer object, List<Source> sources) {
        Map<String, ExternalEndpoints> externals = new HashMap<>();
        for (String key : origins(object, sources).externals()) {
            ExternalBackend external = cache.externals.get(key);
            externals.put(
                    key, new ExternalEndpoints(external, external == null ? Set.of() : cache.inCluster(external)));
        }
        return externals;
    }
}
