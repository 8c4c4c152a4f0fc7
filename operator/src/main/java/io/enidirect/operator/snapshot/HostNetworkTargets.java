package io.enidirect.operator.snapshot;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which ports of a hostNetwork pod may be targets. Its address is its node's, so that what answers there may be anybody's: a
 * Service can name any port, and the API server does not ask whether the pod listens on it.
 */
public enum HostNetworkTargets {
    /** None at all. */
    NONE,
    /** Those that a container of the pod declares. */
    DECLARED,
    /** Any but the node's own. */
    ALL;

    private record Ports(int first, int last) {
        boolean contain(int port) {
            return first <= port && port <= last;
        }
    }

    /** SSH, etcd, the API server; the kubelet, kube-proxy and the other parts of Kubernetes: never a pod's to give away. */
    private static final List<Ports> NODES_OWN =
            List.of(new Ports(22, 22), new Ports(2379, 2380), new Ports(6443, 6443), new Ports(10248, 10260));

    /** @param protocol {@code TCP} or {@code UDP} */
    public boolean allows(Pod pod, int port, String protocol) {
        return this != NONE && !isNodesOwn(port) && (this == ALL || declares(pod.getSpec(), port, protocol));
    }

    /** Whether the node's own services listen there. */
    public static boolean isNodesOwn(int port) {
        return NODES_OWN.stream().anyMatch(own -> own.contain(port));
    }

    private static boolean declares(@Nullable PodSpec spec, int port, String protocol) {
        return spec != null
                && Stream.concat(spec.getContainers().stream(), spec.getInitContainers().stream())
                        .map(Container::getPorts)
                        .flatMap(List::stream)
                        .anyMatch(declared -> Integer.valueOf(port).equals(declared.getContainerPort())
                                && protocol.equals(declared.getProtocol() == null ? "TCP" : declared.getProtocol()));
    }
}
