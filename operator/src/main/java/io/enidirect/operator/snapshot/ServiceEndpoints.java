package io.enidirect.operator.snapshot;

import io.enidirect.cloud.IpAddresses;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An origin: a Service with what Kubernetes says of its endpoints.
 *
 * @param service null where a live GET says that it is gone
 * @param slices all of its EndpointSlices
 * @param pods by name, in the Service's namespace: at least those that the slices name and that are known; never changed by
 *     whoever made it
 * @param gone pods that slices name although they are deleted, as the watch saw or a live GET said. Of a pod that is
 *     neither known nor gone it is being asked
 * @param elsewhere addresses of these pods that are another namespace's pod's, whatever their status says
 * @param trusted whether "no endpoints" may be believed: a fall from many to none counts only after a live read
 */
public record ServiceEndpoints(
        @Nullable Service service,
        List<EndpointSlice> slices,
        Map<String, Pod> pods,
        Set<PodRef> gone,
        Set<PodAddress> elsewhere,
        boolean trusted) {

    /**
     * An address that a pod says it has.
     *
     * @param pod its name
     */
    public record PodAddress(String pod, String ip) {}

    public ServiceEndpoints {
        slices = List.copyOf(slices);
        pods = Collections.unmodifiableMap(pods); // not copied: there may be thousands
        gone = Set.copyOf(gone);
        elsewhere = Set.copyOf(elsewhere);
    }

    /** Where nothing is known of a pod that is gone or of an address that is another's. */
    public ServiceEndpoints(
            @Nullable Service service, List<EndpointSlice> slices, Map<String, Pod> pods, boolean trusted) {
        this(service, slices, pods, Set.of(), Set.of(), trusted);
    }

    /** The addresses that a pod's status names, in their one spelling. */
    public static List<String> addresses(Pod pod) {
        List<PodIP> ips = pod.getStatus() == null ? null : pod.getStatus().getPodIPs();
        if (ips == null || ips.isEmpty()) {
            return List.of();
        }
        if (ips.size() == 1 && ips.get(0).getIp() != null) {
            return List.of(IpAddresses.canonical(ips.get(0).getIp()));
        }
        return ips.stream()
                .map(PodIP::getIp)
                .filter(Objects::nonNull)
                .map(IpAddresses::canonical)
                .toList();
    }

    /** Whether the pod's status names this address, which is in its one spelling. */
    public static boolean has(Pod pod, String address) {
        List<PodIP> ips = pod.getStatus() == null ? null : pod.getStatus().getPodIPs();
        if (ips != null) {
            for (PodIP each : ips) {
                String ip = each.getIp();
                if (ip != null && (address.equals(ip) || address.equals(IpAddresses.canonical(ip)))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether this address of the pod is another namespace's pod's. */
    public boolean elsewhere(Pod pod, String ip) {
        return !elsewhere.isEmpty()
                && elsewhere.contains(new PodAddress(pod.getMetadata().getName(), ip));
    }

    /** Whether it is neither at its end nor past it. */
    public static boolean living(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null && !finished(pod);
    }

    /** Whether it is past its end and has given its address back. */
    public static boolean finished(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }
}
