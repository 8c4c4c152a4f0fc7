package io.enidirect.operator.observe;

import io.enidirect.cloud.IpAddresses;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.ExternalBackendSpec;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The addresses of each kind of object, each in the one spelling that they are compared in. */
final class ClusterAddresses {
    private ClusterAddresses() {}

    /** Empty for what is no address: a host name, {@code None}. */
    static Optional<String> normal(@Nullable String ip) {
        return Optional.ofNullable(ip)
                .filter(text -> IpAddresses.parse(text).isPresent())
                .map(IpAddresses::canonical);
    }

    /** Also of a finished pod, which still says them. */
    static Set<String> of(Pod pod) {
        return pod.getStatus() == null
                ? Set.of()
                : normal(pod.getStatus().getPodIPs().stream().map(PodIP::getIp));
    }

    /** Of a pod as it is kept: in their one spelling already. */
    static List<String> kept(Pod pod) {
        List<PodIP> ips = pod.getStatus() == null ? List.of() : pod.getStatus().getPodIPs();
        return ips.size() == 1
                ? List.of(ips.get(0).getIp())
                : ips.stream().map(PodIP::getIp).toList();
    }

    static Set<String> of(Node node) {
        return node.getStatus() == null
                ? Set.of()
                : normal(node.getStatus().getAddresses().stream().map(NodeAddress::getAddress));
    }

    /** What the cluster gave it. Its externalIPs and its status say what its owner likes. */
    static Set<String> of(Service service) {
        return normal(service.getSpec().getClusterIPs().stream());
    }

    static Set<String> of(CloudLoadBalancer loadBalancer) {
        return normal(loadBalancer.recorded().addresses().stream());
    }

    static Set<String> of(ExternalBackend external) {
        return external.getSpec() == null
                ? Set.of()
                : normal(external.getSpec().addresses().stream().map(ExternalBackendSpec.Address::ip));
    }

    private static Set<String> normal(Stream<String> ips) {
        return ips.filter(Objects::nonNull).flatMap(ip -> normal(ip).stream()).collect(Collectors.toUnmodifiableSet());
    }
}
