package io.enidirect.operator.kinds;

import io.enidirect.operator.snapshot.WriteTkeAnnotations;
import java.util.Optional;
import java.util.Set;

/**
 * The options on which it depends whether and how a source is ours.
 *
 * @param ingressClasses names of IngressClasses that are ours whatever they say
 * @param claimBesideTke whether annotated Services are claimed although TKE's own controller is active
 * @param defaultProfile the LoadBalancerProfile of every source that names none
 * @param vpcId the cluster's own
 * @param writeTkeAnnotations on which of them stands what TKE's own controller would write for scripts
 */
public record SourceOptions(
        Set<String> ingressClasses,
        boolean claimBesideTke,
        Optional<String> defaultProfile,
        String vpcId,
        WriteTkeAnnotations writeTkeAnnotations) {
    public SourceOptions {
        ingressClasses = Set.copyOf(ingressClasses);
    }
}
