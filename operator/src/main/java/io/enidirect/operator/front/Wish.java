package io.enidirect.operator.front;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.LoadBalancerProfileSpec.ProfileNetwork;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of the load balancer that is made for it, itself or by its profile. It counts when that is made: a
 * profile that is edited later changes only what is made afterwards.
 */
public record Wish(WantedNetwork network, ChosenProfile profile) {
    private static final ProfileNetwork SAYS_NOTHING = new ProfileNetwork(null, null, null);

    /** Why nothing can be made for it now. */
    List<Problem> bad() {
        return Stream.of(network.bad(), Optional.ofNullable(profile.problem()), subnetProblem())
                .flatMap(Optional::stream)
                .toList();
    }

    /** What is wrong with it for a load balancer that is made already. */
    List<Problem> against(CloudLoadBalancer made) {
        NetworkSpec stands = made.getSpec().network();
        return Stream.of(
                        stands == null ? network.bad() : network.against(stands, profile.named()),
                        Optional.ofNullable(profile.problem()))
                .flatMap(Optional::stream)
                .toList();
    }

    CloudLoadBalancerSpec spec(SourceRef source) {
        return new CloudLoadBalancerSpec(
                source,
                null,
                networkSpec(),
                profile.spec().tags(),
                null,
                List.of(),
                profile.spec().securityGroups(),
                profile.spec().internetMaxBandwidthOut(),
                null,
                null);
    }

    private NetworkSpec networkSpec() {
        ProfileNetwork of = Objects.requireNonNullElse(profile.spec().network(), SAYS_NOTHING);
        return network.subnet() != null
                ? new NetworkSpec(NetworkSpec.Type.Internal, network.subnet(), null, of.ipVersion())
                : new NetworkSpec(type(of), of.subnetId(), null, of.ipVersion());
    }

    /** A subnet alone means internal, as it does in the annotation. */
    private static NetworkSpec.Type type(ProfileNetwork network) {
        if (network.type() != null) {
            return network.type();
        }
        return network.subnetId() == null || network.ipVersion() == NetworkSpec.IpVersion.IPv6FullChain
                ? NetworkSpec.Type.Public
                : NetworkSpec.Type.Internal;
    }

    /** Only a profile can have too many or none: the annotation gives what it needs. */
    private Optional<Problem> subnetProblem() {
        NetworkSpec wanted = networkSpec();
        boolean needed =
                wanted.type() == NetworkSpec.Type.Internal || wanted.ipVersion() == NetworkSpec.IpVersion.IPv6FullChain;
        if (needed == (wanted.subnetId() != null)) {
            return Optional.empty();
        }
        return Optional.of(
                needed
                        ? subnet(
                                null,
                                "an internal or IPv6FullChain load balancer needs a subnet",
                                "Write the id of a subnet there")
                        : subnet(
                                wanted.subnetId(),
                                "a public IPv4 load balancer stands in no subnet",
                                "Take it out, or make the type Internal"));
    }

    private Problem subnet(@Nullable String value, String rule, String remedy) {
        return new Problem(
                Code.PROFILE_NOT_FOUND,
                "LoadBalancerProfile " + profile.name(),
                "spec.network.subnetId",
                value,
                rule,
                remedy);
    }
}
