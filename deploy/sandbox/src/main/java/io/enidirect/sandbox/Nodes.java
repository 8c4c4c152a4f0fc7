package io.enidirect.sandbox;

import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Node objects, and the scheduler's part: which of them a pod is bound to. Not thread-safe. */
final class Nodes {

    private final KubernetesClient client;
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private int bound;

    Nodes(KubernetesClient client) {
        this.client = client;
    }

    /** Without a Node object the EndpointSlice controller leaves its pods out, and says nothing. */
    void create(String name, String ip) {
        addresses.put(name, ip);
        client.nodes()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("kubernetes.io/hostname", name)
                        .addToLabels("topology.kubernetes.io/zone", "sandbox-" + addresses.size())
                        .endMetadata()
                        .build())
                .create();
        Map<String, Quantity> size =
                Map.of("cpu", new Quantity("64"), "memory", new Quantity("256Gi"), "pods", new Quantity("20000"));
        Node status = new NodeBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewStatus()
                .withCapacity(size)
                .withAllocatable(size)
                .addNewAddress(ip, "InternalIP")
                .addNewAddress(name, "Hostname")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("Sandbox")
                .endCondition()
                .endStatus()
                .build();
        client.nodes()
                .withName(name)
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), Serialization.asJson(status));
        // admission has tainted it as not ready
        client.nodes().withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"taints\":null}}");
    }

    String addressOf(Pod pod) {
        return addresses.getOrDefault(
                pod.getSpec().getNodeName(), addresses.values().iterator().next());
    }

    /** To the node that the pod names by affinity, else to one after the other; gated pods stay unbound. */
    void bind(Pod pod) {
        if (!pod.getSpec().getSchedulingGates().isEmpty()) {
            return;
        }
        List<String> names = List.copyOf(addresses.keySet());
        String node = daemonsNode(pod).orElseGet(() -> names.get(bound++ % names.size()));
        Binding binding = new BindingBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .withNewTarget()
                .withKind("Node")
                .withName(node)
                .endTarget()
                .build();
        client.bindings()
                .inNamespace(pod.getMetadata().getNamespace())
                .resource(binding)
                .create();
    }

    /** A DaemonSet asks for its node by the one affinity that names it. */
    private static Optional<String> daemonsNode(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getAffinity())
                .map(affinity -> affinity.getNodeAffinity())
                .map(affinity -> affinity.getRequiredDuringSchedulingIgnoredDuringExecution())
                .flatMap(required -> required.getNodeSelectorTerms().stream()
                        .flatMap(term -> term.getMatchFields().stream())
                        .filter(field -> "metadata.name".equals(field.getKey()))
                        .flatMap(field -> field.getValues().stream())
                        .findFirst());
    }
}
