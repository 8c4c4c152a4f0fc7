package io.enidirect.operator.annotations;

import io.enidirect.crd.NetworkSpec.ChargeType;
import io.enidirect.crd.NetworkSpec.IpVersion;
import io.enidirect.crd.NetworkSpec.Isp;
import io.enidirect.crd.NetworkSpec.Zones;
import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a source says of its own load balancer, each word in the range of its field in a CloudLoadBalancer. A word that can't be
 * read is absent here, and one of the problems.
 *
 * @param subnet of an internal one, as written
 * @param bandwidth to the internet, 1–2048 Mbps
 * @param securityGroups in their order; an empty list unbinds all
 * @param retain whether it stays in the cloud when the source goes; what is no boolean counts as true
 * @param deletionProtection what is no boolean counts as true
 */
public record LoadBalancerWords(
        Optional<Said<String>> subnet,
        Parameters parameters,
        Optional<Said<ChargeType>> chargeType,
        Optional<Said<Integer>> bandwidth,
        Optional<Said<List<String>>> securityGroups,
        Optional<Said<Boolean>> passToTarget,
        Optional<Said<Boolean>> deletionProtection,
        Optional<Said<Boolean>> retain,
        List<Problem> problems) {

    /**
     * What can be said with the creation only.
     *
     * @param chargeType gives way to the key of its own
     * @param bandwidth the same
     */
    public record Parameters(
            Optional<Said<IpVersion>> ipVersion,
            Optional<Said<String>> vip,
            Optional<Said<Isp>> isp,
            Optional<Said<Zones>> zones,
            Optional<Said<String>> slaType,
            Optional<Said<String>> bandwidthPackageId,
            Optional<Said<String>> name,
            Optional<Said<Map<String, String>>> tags,
            Optional<Said<ChargeType>> chargeType,
            Optional<Said<Integer>> bandwidth) {
        static final Parameters NONE = new Parameters(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        Parameters withVip(Said<String> other) {
            return new Parameters(
                    ipVersion,
                    Optional.of(other),
                    isp,
                    zones,
                    slaType,
                    bandwidthPackageId,
                    name,
                    tags,
                    chargeType,
                    bandwidth);
        }
    }

    public LoadBalancerWords {
        problems = List.copyOf(problems);
    }

    public static LoadBalancerWords of(HasMetadata source) {
        return new LoadBalancerReader(source).words();
    }
}
