package io.enidirect.sandbox;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the EndpointSlices of Services with a selector: one for each set of ports that its pods resolve to. */
final class EndpointSliceStandIn {

    private static final String SERVICE = "kubernetes.io/service-name";
    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    /** The name of Kubernetes' own controller: consumers rightly distrust slices that others made by hand. */
    private static final String CONTROLLER = "endpointslice-controller.k8s.io";

    private final KubernetesClient client;

    EndpointSliceStandIn(KubernetesClient client) {
        this.client = client;
    }

    void pass(List<Pod> pods) {
        Set<String> wanted = new HashSet<>();
        for (Service service : client.services().inAnyNamespace().list().getItems()) {
            Map<String, String> selector = service.getSpec().getSelector();
            if (!selector.isEmpty()) {
                slices(service, pods.stream().filter(pod -> isBehind(service, pod)))
                        .forEach(slice -> {
                            wanted.add(key(slice));
                            client.resource(slice).forceConflicts().serverSideApply();
                        });
            }
        }
        client
                .discovery()
                .v1()
                .endpointSlices()
                .inAnyNamespace()
                .withLabel(MANAGED_BY, CONTROLLER)
                .list()
                .getItems()
                .stream()
                .filter(slice -> !wanted.contains(key(slice)))
                .forEach(slice -> client.resource(slice).delete());
    }

    private static String key(EndpointSlice slice) {
        return slice.getMetadata().getNamespace() + "/" + slice.getMetadata().getName();
    }

    private static boolean isBehind(Service service, Pod pod) {
        return pod.getMetadata().getNamespace().equals(service.getMetadata().getNamespace())
                && pod.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(service.getSpec().getSelector().entrySet())
                && pod.getStatus().getPodIP() != null
                && !Set.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
    }

    private static Stream<EndpointSlice> slices(Service service, Stream<Pod> pods) {
        Map<List<EndpointPort>, List<Endpoint>> byPorts = pods.collect(Collectors.groupingBy(
                pod -> ports(service, pod), Collectors.mapping(pod -> endpoint(service, pod), Collectors.toList())));
        // as Kubernetes does, a Service without pods has an empty slice
        return (byPorts.isEmpty() ? Map.of(List.<EndpointPort>of(), List.<Endpoint>of()) : byPorts)
                .entrySet().stream().map(entry -> slice(service, entry.getKey(), entry.getValue()));
    }

    private static EndpointSlice slice(Service service, List<EndpointPort> ports, List<Endpoint> endpoints) {
        String name = service.getMetadata().getName();
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(name + "-" + Integer.toHexString(ports.hashCode()))
                .withNamespace(service.getMetadata().getNamespace())
                .withLabels(Map.of(SERVICE, name, MANAGED_BY, CONTROLLER))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Service")
                        .withName(name)
                        .withUid(service.getMetadata().getUid())
                        .withController(true)
                        .build())
                .endMetadata()
                .withAddressType("IPv4")
                .withPorts(ports)
                .withEndpoints(endpoints)
                .build();
    }

    private static List<EndpointPort> ports(Service service, Pod pod) {
        return service.getSpec().getPorts().stream()
                .flatMap(port -> number(port, pod)
                        .map(number -> new EndpointPortBuilder()
                                .withName(Optional.ofNullable(port.getName()).orElse(""))
                                .withProtocol(port.getProtocol())
                                .withPort(number)
                                .withAppProtocol(port.getAppProtocol())
                                .build())
                        .stream())
                .toList();
    }

    /** A named target port is what this pod calls so; a pod without that name takes no part in this port. */
    private static Optional<Integer> number(ServicePort port, Pod pod) {
        if (port.getTargetPort().getStrVal() == null) {
            return Optional.of(port.getTargetPort().getIntVal());
        }
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(candidate -> port.getTargetPort().getStrVal().equals(candidate.getName())
                        && port.getProtocol().equals(candidate.getProtocol()))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }

    private static Endpoint endpoint(Service service, Pod pod) {
        boolean ready = pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
        boolean serving = ready || Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
        boolean terminating = pod.getMetadata().getDeletionTimestamp() != null;
        return new EndpointBuilder()
                .withAddresses(pod.getStatus().getPodIP())
                .withNodeName(pod.getSpec().getNodeName())
                .withTargetRef(new ObjectReferenceBuilder()
                        .withKind("Pod")
                        .withName(pod.getMetadata().getName())
                        .withNamespace(pod.getMetadata().getNamespace())
                        .withUid(pod.getMetadata().getUid())
                        .build())
                .withNewConditions()
                .withReady(serving && !terminating)
                .withServing(serving)
                .withTerminating(terminating)
                .endConditions()
                .build();
    }
}
