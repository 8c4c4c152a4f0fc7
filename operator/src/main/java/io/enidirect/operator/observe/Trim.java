package io.enidirect.operator.observe;

import io.enidirect.cloud.IpAddresses;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.annotations.PodWeight;
import io.enidirect.operator.kinds.Bounds;
import io.enidirect.operator.kinds.KeptMetadata;
import io.enidirect.operator.kinds.Outline;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is kept of an object: ten thousand pods stay in memory, and a change of anything else is no event. */
public final class Trim {
    private static final Set<String> SLICE_LABELS =
            Set.of(ClusterCache.SERVICE_NAME, "endpointslice.kubernetes.io/managed-by");

    private Trim() {}

    static ExternalBackend external(ExternalBackend external) {
        ExternalBackend kept = new ExternalBackend();
        kept.setMetadata(KeptMetadata.name(external.getMetadata()));
        kept.setSpec(external.getSpec());
        return kept;
    }

    /** Whole or not at all: what is left out of it would go back to the defaults. */
    static TkeServiceConfig config(TkeServiceConfig config) {
        TkeServiceConfig kept = new TkeServiceConfig();
        kept.setMetadata(KeptMetadata.name(config.getMetadata()));
        if (TuningSize.of(config.getSpec()) <= TuningSize.LONGEST) {
            kept.setSpec(config.getSpec());
        } else {
            Cut.mark(kept.getMetadata(), Set.of(Cut.MORE_PARTS));
        }
        return kept;
    }

    static TkeServiceConfig outline(TkeServiceConfig config) {
        TkeServiceConfig kept = new TkeServiceConfig();
        kept.setMetadata(Outline.metadata(config.getMetadata()));
        return kept;
    }

    /** Its addresses: the rest changes with every heartbeat. */
    static Node node(Node node) {
        NodeBuilder kept = new NodeBuilder().withMetadata(KeptMetadata.name(node.getMetadata()));
        return node.getStatus() == null
                ? kept.build()
                : kept.withNewStatus()
                        .withAddresses(Bounds.first(node.getStatus().getAddresses(), Bounds.ADDRESSES))
                        .endStatus()
                        .build();
    }

    /** By its labels others may mean it. */
    static Namespace namespace(Namespace namespace) {
        return new NamespaceBuilder()
                .withMetadata(new ObjectMetaBuilder(KeptMetadata.name(namespace.getMetadata()))
                        .withLabels(Bounds.labels(namespace.getMetadata().getLabels(), Bounds.LABELS))
                        .build())
                .build();
    }

    /** As it is, but for the record of who wrote what. */
    public static CloudLoadBalancer loadBalancer(CloudLoadBalancer object) {
        CloudLoadBalancer kept = new CloudLoadBalancer();
        kept.setMetadata(new ObjectMetaBuilder(object.getMetadata())
                .withManagedFields()
                .withLabels(Map.of())
                .withAnnotations(Bounds.ofSource(object.getMetadata().getAnnotations(), new HashSet<>()))
                .build());
        kept.setSpec(object.getSpec());
        kept.setStatus(object.getStatus());
        return kept;
    }

    public static LoadBalancerProfile profile(LoadBalancerProfile profile) {
        LoadBalancerProfile kept = new LoadBalancerProfile();
        kept.setMetadata(KeptMetadata.name(profile.getMetadata()));
        kept.setSpec(profile.getSpec());
        return kept;
    }

    /**
     * Its label says whether Kubernetes' own controller made it: others are refused. An empty one comes with null for its
     * lists.
     */
    static EndpointSlice slice(EndpointSlice slice) {
        return new EndpointSliceBuilder()
                .withMetadata(KeptMetadata.of(slice.getMetadata(), key -> false)
                        .withFinalizers()
                        .withGeneration(null)
                        .withLabels(labels(slice.getMetadata()))
                        .build())
                .withAddressType(slice.getAddressType())
                .withPorts(orEmpty(slice.getPorts()))
                .withEndpoints(orEmpty(slice.getEndpoints()).stream()
                        .map(Trim::endpoint)
                        .toList())
                .build();
    }

    /** Its Service stays. */
    static EndpointSlice outline(EndpointSlice slice) {
        return new EndpointSliceBuilder()
                .withMetadata(Outline.metadata(slice.getMetadata()))
                .editMetadata()
                .withLabels(labels(slice.getMetadata()))
                .endMetadata()
                .withAddressType(slice.getAddressType())
                .build();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static Endpoint endpoint(Endpoint endpoint) {
        var target = endpoint.getTargetRef();
        return new EndpointBuilder()
                .withAddresses(orEmpty(endpoint.getAddresses()).stream()
                        .map(Trim::shared)
                        .toList())
                .withConditions(endpoint.getConditions())
                .withTargetRef(
                        target == null
                                ? null
                                : new ObjectReferenceBuilder()
                                        .withKind(target.getKind())
                                        .withNamespace(target.getNamespace())
                                        .withName(shared(target.getName()))
                                        .withUid(shared(target.getUid()))
                                        .build())
                .build();
    }

    static Pod pod(Pod pod) {
        return new PodBuilder()
                .withMetadata(KeptMetadata.of(pod.getMetadata(), PodWeight::isRead)
                        .withFinalizers()
                        .withGeneration(null)
                        .withName(shared(pod.getMetadata().getName()))
                        .withUid(shared(pod.getMetadata().getUid()))
                        .withLabels(labels(pod))
                        .build())
                .withSpec(spec(pod.getSpec()))
                .withStatus(status(pod.getStatus()))
                .build();
    }

    private static Map<String, String> labels(Pod pod) {
        Map<String, String> labels = new HashMap<>();
        Bounds.labels(pod.getMetadata().getLabels(), Bounds.LABELS)
                .forEach((key, value) -> labels.put(shared(key), shared(value)));
        return labels;
    }

    /**
     * A pod and the slice that names it say the same, and so do all pods of one workload: kept once, it takes less memory, and
     * comparing it costs nothing.
     */
    private static @Nullable String shared(@Nullable String text) {
        return text == null ? null : text.intern();
    }

    private static @Nullable PodSpec spec(@Nullable PodSpec spec) {
        return spec == null
                ? null
                : new PodSpecBuilder()
                        .withHostNetwork(spec.getHostNetwork())
                        .withReadinessGates(Bounds.first(spec.getReadinessGates(), Bounds.CONDITIONS))
                        .withInitContainers(containers(spec, spec.getInitContainers()))
                        .withContainers(containers(spec, spec.getContainers()))
                        .build();
    }

    /** Which ports are declared matters on a node's own address; nothing else of a container matters. */
    private static List<Container> containers(PodSpec spec, List<Container> containers) {
        return Boolean.TRUE.equals(spec.getHostNetwork())
                ? Bounds.first(containers, Bounds.CONTAINERS).stream()
                        .map(container -> new ContainerBuilder()
                                .withPorts(Bounds.first(container.getPorts(), Bounds.PORTS))
                                .build())
                        .toList()
                : List.of();
    }

    private static @Nullable PodStatus status(@Nullable PodStatus status) {
        return status == null
                ? null
                : new PodStatusBuilder()
                        .withPhase(status.getPhase())
                        .withPodIPs(addresses(status))
                        .withConditions(Bounds.first(status.getConditions(), Bounds.CONDITIONS).stream()
                                .map(condition -> new PodConditionBuilder()
                                        .withType(condition.getType())
                                        .withStatus(condition.getStatus())
                                        .build())
                                .toList())
                        .build();
    }

    /** In their one spelling, in which they are compared again and again. */
    private static List<PodIP> addresses(PodStatus status) {
        return Bounds.first(status.getPodIPs(), Bounds.ADDRESSES).stream()
                .filter(each -> each.getIp() != null)
                .map(each -> new PodIP(shared(IpAddresses.canonical(each.getIp()))))
                .toList();
    }

    private static Map<String, String> labels(ObjectMeta slice) {
        return slice.getLabels() == null
                ? Map.of()
                : slice.getLabels().entrySet().stream()
                        .filter(label -> SLICE_LABELS.contains(label.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
