package io.enidirect.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a {@link Cluster} is to be.
 *
 * @param nodes 1 to 3
 * @param crds YAML of CustomResourceDefinitions, applied and established before controllers start: the garbage
 *     collector takes 40 s to notice a kind that comes later
 * @param serviceCidr a further range for Services, such as {@code 10.97.0.0/16}; without it there is room for 253
 * @param serving how long a pod goes on answering after its deletion was asked for, where it declares no
 *     {@code preStop.sleep}; its grace period is the upper bound of both
 * @param echo whether pods really answer; off saves sockets where only the API matters
 * @param controllerManager whether Kubernetes' own controllers run, if they are there; else the stand-ins do
 * @param apiServerFlags further ones of kube-apiserver, such as {@code --audit-log-path=…}
 */
public record ClusterOptions(
        int nodes,
        List<String> crds,
        Optional<String> serviceCidr,
        Duration serving,
        boolean echo,
        boolean controllerManager,
        List<String> apiServerFlags) {

    public ClusterOptions {
        crds = List.copyOf(crds);
        apiServerFlags = List.copyOf(apiServerFlags);
        if (nodes < 1 || nodes > 3) {
            throw new IllegalArgumentException("nodes must be 1 to 3, not " + nodes);
        }
        if (serving.isNegative()) {
            throw new IllegalArgumentException("serving must not be negative, but is " + serving);
        }
    }

    /** One node, no CRDs, one second of serving, echo pods, Kubernetes' own controllers if they are there. */
    public static ClusterOptions defaults() {
        return new ClusterOptions(1, List.of(), Optional.empty(), Duration.ofSeconds(1), true, true, List.of());
    }

    public ClusterOptions withNodes(int count) {
        return new ClusterOptions(count, crds, serviceCidr, serving, echo, controllerManager, apiServerFlags);
    }

    public ClusterOptions withCrds(List<String> yaml) {
        return new ClusterOptions(nodes, yaml, serviceCidr, serving, echo, controllerManager, apiServerFlags);
    }

    public ClusterOptions withServiceCidr(String cidr) {
        return new ClusterOptions(nodes, crds, Optional.of(cidr), serving, echo, controllerManager, apiServerFlags);
    }

    public ClusterOptions withServing(Duration time) {
        return new ClusterOptions(nodes, crds, serviceCidr, time, echo, controllerManager, apiServerFlags);
    }

    public ClusterOptions withEcho(boolean on) {
        return new ClusterOptions(nodes, crds, serviceCidr, serving, on, controllerManager, apiServerFlags);
    }

    public ClusterOptions withControllerManager(boolean on) {
        return new ClusterOptions(nodes, crds, serviceCidr, serving, echo, on, apiServerFlags);
    }

    public ClusterOptions withApiServerFlags(List<String> flags) {
        return new ClusterOptions(nodes, crds, serviceCidr, serving, echo, controllerManager, flags);
    }
}
