package io.enidirect.sandbox;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What a kubelet would write into a pod's status: patches for a strategic merge, which keeps others' conditions; each names the
 * pod's uid, so that a successor of the same name refuses it. */
final class PodStatuses {

    private final Clock clock;

    PodStatuses(Clock clock) {
        this.clock = clock;
    }

    Pod running(Pod pod, String ip, String hostIp) {
        return new PodBuilder()
                .withNewMetadata()
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP(ip)
                .withPodIPs(new PodIP(ip))
                .withHostIP(hostIp)
                .withStartTime(now())
                .withContainerStatuses(pod.getSpec().getContainers().stream()
                        .map(this::running)
                        .toList())
                .withConditions(
                        condition("Initialized", true),
                        condition("ContainersReady", true),
                        condition("Ready", gatesOpen(pod)))
                .endStatus()
                .build();
    }

    /** The patch that brings Ready in step with containers and gates; empty where it is. */
    Optional<Pod> readiness(Pod pod) {
        boolean wanted = isTrue(pod, "ContainersReady") && gatesOpen(pod);
        return wanted == isTrue(pod, "Ready")
                ? Optional.empty()
                : Optional.of(conditions(pod, condition("Ready", wanted)));
    }

    Pod ended(Pod pod) {
        return conditions(pod, condition("ContainersReady", false), condition("Ready", false));
    }

    private static boolean gatesOpen(Pod pod) {
        return pod.getSpec().getReadinessGates().stream().allMatch(gate -> isTrue(pod, gate.getConditionType()));
    }

    private static boolean isTrue(Pod pod, String type) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals(type) && "True".equals(condition.getStatus()));
    }

    private static Pod conditions(Pod pod, PodCondition... conditions) {
        return new PodBuilder()
                .withNewMetadata()
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .withNewStatus()
                .withConditions(List.of(conditions))
                .endStatus()
                .build();
    }

    private ContainerStatus running(Container container) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("sandbox")
                .withContainerID("sandbox://" + container.getName())
                .withRestartCount(0)
                .withReady(true)
                .withStarted(true)
                .withNewState()
                .withNewRunning(now())
                .endState()
                .build();
    }

    private PodCondition condition(String type, boolean value) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(value ? "True" : "False")
                .withLastTransitionTime(now())
                .build();
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
