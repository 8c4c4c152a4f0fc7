package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.claim.IngressClaims;
import io.enidirect.operator.claim.ServiceClaims;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is kept of an object: ten thousand pods stay in memory, and a change of anything else is no event. */
public final class Trim {
    /** Where the conditions of an Ingress stand, as TKE has them. */
    public static final String INGRESS_CONDITIONS = "ingress.cloud.tencent.com/status.conditions";

    private static final Set<String> SLICE_LABELS =
            Set.of(ClusterCache.SERVICE_NAME, "endpointslice.kubernetes.io/managed-by");
    private static final Set<String> POD_ANNOTATIONS =
            Set.of("service.cloud.tencent.com/custom-weight", "ingress.cloud.tencent.com/custom-weight");

    private Trim() {}

    /** A Service with its status, for the one who publishes it. One that asks for nothing is nothing to him. */
    public static Service serviceWithStatus(Service service) {
        return isPublished(service) ? bounded(service).build() : Outline.of(service);
    }

    /** Whether somebody looks at its status, or soon may. */
    static boolean isPublished(Service service) {
        return ServiceClaims.asks(service) || held(service);
    }

    /** A Service that a load balancer is concerned with or that asks for one. */
    static Service serviceInFull(Service service) {
        return isPublished(service) ? serviceWithStatus(service) : service(service);
    }

    /** An Ingress that a load balancer is concerned with. */
    static Ingress ingressInFull(Ingress ingress) {
        return bounded(ingress, ingress.getMetadata().getAnnotations()).build();
    }

    /** A Service without its status: nothing is decided from it. */
    static Service service(Service service) {
        return bounded(service).withStatus(null).build();
    }

    /** Lists that were cut restrict no less than whole ones, and what they name has no effect. */
    private static ServiceBuilder bounded(Service service) {
        ServiceSpec spec = service.getSpec();
        return new ServiceBuilder(service)
                .withMetadata(source(
                        service.getMetadata(),
                        service.getMetadata().getAnnotations(),
                        orEmpty(spec.getPorts()).size() > Cut.PORTS))
                .editSpec()
                .withPorts(Bounds.first(spec.getPorts(), Cut.PORTS))
                .withClusterIPs(Bounds.first(spec.getClusterIPs(), Bounds.ADDRESSES))
                .withExternalIPs(Bounds.first(spec.getExternalIPs(), Bounds.ADDRESSES))
                .withLoadBalancerSourceRanges(Bounds.ranges(spec.getLoadBalancerSourceRanges()))
                .endSpec();
    }

    /** Whether a finalizer of ours is on it. */
    private static boolean held(HasMetadata source) {
        return source.getMetadata().getFinalizers() != null
                && source.getMetadata().getFinalizers().stream().anyMatch(name -> name.startsWith("eni-direct.io/"));
    }

    /** An Ingress without its status, and without the part of that which has to be an annotation: nothing is decided from it. */
    static Ingress ingress(Ingress ingress) {
        Map<String, String> annotations =
                new HashMap<>(Objects.requireNonNullElse(ingress.getMetadata().getAnnotations(), Map.of()));
        annotations.remove(INGRESS_CONDITIONS);
        return bounded(ingress, annotations).withStatus(null).build();
    }

    private static IngressBuilder bounded(Ingress ingress, @Nullable Map<String, String> annotations) {
        BoundedRules rules = BoundedRules.of(ingress.getSpec().getRules());
        return new IngressBuilder(ingress)
                .withMetadata(source(ingress.getMetadata(), annotations, rules.more()))
                .editSpec()
                .withRules(rules.rules())
                .withTls(Bounds.first(ingress.getSpec().getTls(), Bounds.TLS))
                .endSpec();
    }

    static ExternalBackend external(ExternalBackend external) {
        ExternalBackend kept = new ExternalBackend();
        kept.setMetadata(name(external.getMetadata()));
        kept.setSpec(external.getSpec());
        return kept;
    }

    /** Its addresses: the rest changes with every heartbeat. */
    static Node node(Node node) {
        NodeBuilder kept = new NodeBuilder().withMetadata(name(node.getMetadata()));
        return node.getStatus() == null
                ? kept.build()
                : kept.withNewStatus()
                        .withAddresses(Bounds.first(node.getStatus().getAddresses(), Bounds.ADDRESSES))
                        .endStatus()
                        .build();
    }

    private static ObjectMeta name(ObjectMeta metadata) {
        return new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
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

    /**
     * An Ingress with its status but without its rules, for the one who publishes it and does not route by it. Of TLS it is
     * only told that it is asked for.
     */
    public static Ingress ingressWithStatus(Ingress ingress) {
        if (IngressClaims.className(ingress).isEmpty() && !held(ingress)) {
            return Outline.of(ingress);
        }
        return new IngressBuilder()
                .withMetadata(
                        source(ingress.getMetadata(), ingress.getMetadata().getAnnotations(), false))
                .withNewSpec()
                .withIngressClassName(ingress.getSpec().getIngressClassName())
                .withTls(ingress.getSpec().getTls().stream()
                        .limit(1)
                        .map(tls -> new IngressTLS())
                        .toList())
                .endSpec()
                .withStatus(ingress.getStatus())
                .build();
    }

    public static IngressClass ingressClass(IngressClass ingressClass) {
        return new IngressClassBuilder(ingressClass)
                .withMetadata(name(ingressClass.getMetadata()))
                .build();
    }

    public static LoadBalancerProfile profile(LoadBalancerProfile profile) {
        LoadBalancerProfile kept = new LoadBalancerProfile();
        kept.setMetadata(name(profile.getMetadata()));
        kept.setSpec(profile.getSpec());
        return kept;
    }

    static ConfigMap configMap(ConfigMap map) {
        return new ConfigMapBuilder().withMetadata(name(map.getMetadata())).build();
    }

    /**
     * Its label says whether Kubernetes' own controller made it: others are refused. An empty one comes with null for its
     * lists.
     */
    static EndpointSlice slice(EndpointSlice slice) {
        return new EndpointSliceBuilder()
                .withMetadata(metadata(slice.getMetadata(), key -> false)
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

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static Endpoint endpoint(Endpoint endpoint) {
        var target = endpoint.getTargetRef();
        return new EndpointBuilder()
                .withAddresses(endpoint.getAddresses())
                .withConditions(endpoint.getConditions())
                .withTargetRef(
                        target == null
                                ? null
                                : new ObjectReferenceBuilder()
                                        .withKind(target.getKind())
                                        .withNamespace(target.getNamespace())
                                        .withName(target.getName())
                                        .withUid(target.getUid())
                                        .build())
                .build();
    }

    static Pod pod(Pod pod) {
        return new PodBuilder()
                .withMetadata(metadata(pod.getMetadata(), POD_ANNOTATIONS::contains)
                        .withFinalizers()
                        .withGeneration(null)
                        .withLabels(Bounds.labels(pod.getMetadata().getLabels(), Bounds.LABELS))
                        .build())
                .withSpec(spec(pod.getSpec()))
                .withStatus(status(pod.getStatus()))
                .build();
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
                        .withPodIPs(Bounds.first(status.getPodIPs(), Bounds.ADDRESSES))
                        .withConditions(Bounds.first(status.getConditions(), Bounds.CONDITIONS).stream()
                                .map(condition -> new PodConditionBuilder()
                                        .withType(condition.getType())
                                        .withStatus(condition.getStatus())
                                        .build())
                                .toList())
                        .build();
    }

    static Map<String, String> labels(ObjectMeta slice) {
        return slice.getLabels() == null
                ? Map.of()
                : slice.getLabels().entrySet().stream()
                        .filter(label -> SLICE_LABELS.contains(label.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @param moreParts whether ports or rules are left out of what is kept */
    private static ObjectMeta source(
            ObjectMeta metadata, @Nullable Map<String, String> annotations, boolean moreParts) {
        // what is kept may be trimmed once more
        Set<String> marks = Cut.marks(metadata);
        if (moreParts) {
            marks.add(Cut.MORE_PARTS);
        }
        ObjectMeta kept = metadata(metadata, key -> false)
                .withAnnotations(Bounds.ofSource(annotations, marks))
                .build();
        Cut.mark(kept, marks);
        return kept;
    }

    /** Without labels: they are for selectors, and ours select pods only. */
    private static ObjectMetaBuilder metadata(ObjectMeta metadata, Predicate<String> annotations) {
        return new ObjectMetaBuilder()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .withGeneration(metadata.getGeneration())
                .withCreationTimestamp(metadata.getCreationTimestamp())
                .withDeletionTimestamp(metadata.getDeletionTimestamp())
                .withFinalizers(metadata.getFinalizers())
                .withAnnotations(Bounds.annotations(metadata.getAnnotations(), annotations, Bounds.OTHER_ANNOTATIONS));
    }
}
