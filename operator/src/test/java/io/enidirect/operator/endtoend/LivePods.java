package io.enidirect.operator.endtoend;

import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.util.List;
import java.util.Optional;

/** The pods of a Deployment, which bear its name as their label {@code app}, as does the Service over them. */
record LivePods(Cluster cluster, String namespace, String name) {

    /** Those that are ending left out. */
    List<Pod> list() {
        return cluster.client().pods().inNamespace(namespace).withLabel("app", name).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    List<String> ips() {
        return list().stream()
                .map(pod -> String.valueOf(pod.getStatus().getPodIP()))
                .toList();
    }

    List<String> names() {
        return list().stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    /** How many are left, those that are ending too. */
    int present() {
        return cluster.client()
                .pods()
                .inNamespace(namespace)
                .withLabel("app", name)
                .list()
                .getItems()
                .size();
    }

    /** How many the slices have, those of ending pods too. */
    long endpoints() {
        return cluster
                .client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withLabel("kubernetes.io/service-name", name)
                .list()
                .getItems()
                .stream()
                .flatMap(slice -> Optional.ofNullable(slice.getEndpoints()).stream())
                .mapToLong(List::size)
                .sum();
    }

    void scale(int replicas) {
        deployment().scale(replicas);
    }

    /** Every pod is replaced; returns when they are. */
    void roll() {
        startToRoll();
        cluster.awaitReady(namespace, name);
    }

    void startToRoll() {
        deployment().rolling().restart();
    }

    private RollableScalableResource<Deployment> deployment() {
        return cluster.client().apps().deployments().inNamespace(namespace).withName(name);
    }
}
