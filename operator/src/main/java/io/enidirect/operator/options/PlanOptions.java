package io.enidirect.operator.options;

import io.enidirect.operator.snapshot.AddressRange;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan of files is made with, checked. What is not given need not be known to see what would be done.
 *
 * @param files where the objects stand, {@code -} for standard input
 * @param vpcId where load balancers would be created
 * @param clusterId what would mark cloud objects as this cluster's
 * @param defaultProfile the LoadBalancerProfile of every source that names none
 * @param passToTarget what a load balancer that we create is told where nobody says otherwise
 * @param hostNetworkTargets which ports of hostNetwork pods may be targets
 * @param ingressClasses names of IngressClasses that are ours besides those whose controller is
 * @param claimBesideTke whether annotated Services are claimed although TKE's own controller is active
 * @param targetRanges where pods may live
 * @param externalRanges where the addresses of ExternalBackends may live
 * @param output how the plan is printed
 */
public record PlanOptions(
        List<String> files,
        Optional<String> vpcId,
        Optional<String> clusterId,
        Optional<String> defaultProfile,
        boolean passToTarget,
        HostNetworkTargets hostNetworkTargets,
        Set<String> ingressClasses,
        boolean claimBesideTke,
        List<AddressRange> targetRanges,
        List<AddressRange> externalRanges,
        Output output) {

    /** For people or for programs. */
    public enum Output {
        TEXT,
        JSON
    }

    public PlanOptions {
        files = List.copyOf(files);
        ingressClasses = Set.copyOf(ingressClasses);
        targetRanges = List.copyOf(targetRanges);
        externalRanges = List.copyOf(externalRanges);
    }
}
