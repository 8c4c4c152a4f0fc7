package io.enidirect.operator.snapshot;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;

/**
 * What desired state and plan depend on beside the cluster and the load balancer: the options, and what the account may have.
 *
 * @param clusterId names this cluster in tags, names and the record
 * @param vpcId where load balancers are created
 * @param passToTarget what a load balancer that we create is told where nobody says otherwise
 * @param targetRanges where pods may live
 * @param externalRanges where the addresses of ExternalBackends may live
 * @param hostNetworkTargets which ports of hostNetwork pods may be targets
 * @param driftInterval how old what was read may get before it is read again; zero: never
 * @param limits what the account may have, as last heard
 * @param timing the house's own durations, which no option sets
 */
public record Settings(
        String clusterId,
        String vpcId,
        boolean passToTarget,
        List<AddressRange> targetRanges,
        List<AddressRange> externalRanges,
        HostNetworkTargets hostNetworkTargets,
        Duration driftInterval,
        Limits limits,
        Timing timing) {
    public static final String CLUSTER_TAG = "eni-direct-cluster";
    public static final String OWNER_TAG = "eni-direct-owner";

    public Settings {
        targetRanges = List.copyOf(targetRanges);
        externalRanges = List.copyOf(externalRanges);
    }

    /** With the house's own durations and the cloud's own limits. */
    public Settings(
            String clusterId,
            String vpcId,
            boolean passToTarget,
            List<AddressRange> targetRanges,
            List<AddressRange> externalRanges,
            HostNetworkTargets hostNetworkTargets,
            Duration driftInterval) {
        this(
                clusterId,
                vpcId,
                passToTarget,
                targetRanges,
                externalRanges,
                hostNetworkTargets,
                driftInterval,
                Limits.DEFAULT,
                Timing.HOUSE);
    }

    public Settings within(Limits heard) {
        return new Settings(
                clusterId,
                vpcId,
                passToTarget,
                targetRanges,
                externalRanges,
                hostNetworkTargets,
                driftInterval,
                heard,
                timing);
    }

    /** The name that a listener is created with: it proves that the listener is ours. */
    public String listenerName() {
        return "eni-direct." + clusterId;
    }

    public boolean allowsTarget(String ip) {
        return AddressRange.anyContains(targetRanges, ip);
    }

    /**
     * Whether this port of the pod may be a target; only a hostNetwork pod's may not.
     *
     * @param protocol {@code TCP} or {@code UDP}
     */
    public boolean allowsPort(Pod pod, int port, String protocol) {
        boolean hostNetwork =
                pod.getSpec() != null && Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
        return !hostNetwork || hostNetworkTargets.allows(pod, port, protocol);
    }

    public boolean allowsExternal(String ip) {
        return AddressRange.anyContains(externalRanges, ip);
    }
}
