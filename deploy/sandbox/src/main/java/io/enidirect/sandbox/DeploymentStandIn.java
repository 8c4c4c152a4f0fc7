package io.enidirect.sandbox;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes and replaces the pods of Deployments directly: surge 1, none unavailable. */
final class DeploymentStandIn {

    private static final String HASH = "pod-template-hash";

    private final KubernetesClient client;

    DeploymentStandIn(KubernetesClient client) {
        this.client = client;
    }

    void pass(List<Pod> pods) {
        List<Deployment> deployments =
                client.apps().deployments().inAnyNamespace().list().getItems();
        deployments.forEach(deployment -> reconcile(deployment, living(pods, deployment)));
        Set<String> owners = deployments.stream()
                .map(deployment -> deployment.getMetadata().getUid())
                .collect(Collectors.toSet());
        delete(pods.stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getKind().equals("Deployment") && !owners.contains(owner.getUid()))));
    }

    private static List<Pod> living(List<Pod> pods, Deployment deployment) {
        String uid = deployment.getMetadata().getUid();
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .map(OwnerReference::getUid)
                        .anyMatch(uid::equals))
                .toList();
    }

    private void reconcile(Deployment deployment, List<Pod> pods) {
        int wanted = deployment.getSpec().getReplicas();
        String hash = Integer.toHexString(
                Serialization.asJson(deployment.getSpec().getTemplate()).hashCode());
        Map<Boolean, List<Pod>> byAge = pods.stream()
                .collect(Collectors.partitioningBy(
                        pod -> hash.equals(pod.getMetadata().getLabels().get(HASH))));
        List<Pod> fresh = byAge.getOrDefault(true, List.of());
        List<Pod> old = byAge.getOrDefault(false, List.of());
        for (int i = Math.min(wanted - fresh.size(), wanted + 1 - pods.size()); i > 0; i--) {
            create(deployment, hash);
        }
        delete(fresh.stream().skip(wanted));
        // those that serve nobody at once; of those that serve as many as have a ready successor
        delete(old.stream().filter(pod -> !isReady(pod)));
        long spare =
                Math.max(0, pods.stream().filter(DeploymentStandIn::isReady).count() - wanted);
        delete(old.stream()
                .filter(DeploymentStandIn::isReady)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .limit(spare));
        report(deployment, fresh, pods);
    }

    private void create(Deployment deployment, String hash) {
        var template = deployment.getSpec().getTemplate();
        client.pods()
                .inNamespace(deployment.getMetadata().getNamespace())
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withGenerateName(deployment.getMetadata().getName() + "-" + hash + "-")
                        .withAnnotations(template.getMetadata().getAnnotations())
                        .withLabels(template.getMetadata().getLabels())
                        .addToLabels(HASH, hash)
                        .withOwnerReferences(new OwnerReferenceBuilder()
                                .withApiVersion("apps/v1")
                                .withKind("Deployment")
                                .withName(deployment.getMetadata().getName())
                                .withUid(deployment.getMetadata().getUid())
                                .withController(true)
                                .build())
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build())
                .create();
    }

    private void delete(Stream<Pod> pods) {
        pods.forEach(pod -> client.resource(pod).delete());
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private void report(Deployment deployment, List<Pod> fresh, List<Pod> pods) {
        int ready = (int) pods.stream().filter(DeploymentStandIn::isReady).count();
        DeploymentStatus status = new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(pods.size())
                .withUpdatedReplicas(fresh.size())
                .withReadyReplicas(ready)
                .withAvailableReplicas(ready)
                .build();
        client.apps()
                .deployments()
                .inNamespace(deployment.getMetadata().getNamespace())
                .withName(deployment.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("status", status)));
    }
}
