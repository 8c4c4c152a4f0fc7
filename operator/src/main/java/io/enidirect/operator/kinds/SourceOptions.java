package io.enidirect.operator.kinds;

import java.util.Optional;
import java.util.Set;

/**
 * The options on which it depends whether and how a source is ours.
 *
 * @param ingressClasses names of IngressClasses that are ours whatever they say
 * @param claimBesideTke whether annotated Services are claimed although TKE's own controller is active
 * @param defaultProfile the LoadBalancerProfile of every source that names none
 * @param vpcId the cluster's own
 */
public record SourceOptions(
        Set<String> ingressClasses, boolean claimBesideTke, Optional<String> defaultProfile, String vpcId) {
    public SourceOptions {
        ingressClasses = Set.copyOf(ingressClasses);
    }
}
