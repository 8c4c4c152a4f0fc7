package io.enidirect.operator.kinds;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.LoadBalancerProfileSpec.ProfileNetwork;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of the load balancer that is made for it, itself or by its profile. It counts when that is made: a
 * profile that is edited later changes only what is made afterwards, pass-to-target apart, which can be changed.
 *
 * @param ownPassToTarget what the source's own annotation says of that
 */
public record OwnLoadBalancer(WantedNetwork network, ChosenProfile profile, Optional<Boolean> ownPassToTarget) {
    private static final String CLOUD_FINALIZER = "eni-direct.io/cloud";

    /** Why nothing can be made for it now. */
    public List<Problem> bad() {
        return Stream.of(
                        network.bad().stream(),
                        profile.problems().stream()
                                .filter(problem -> problem.code().blocks()),
                        networkProblem().stream())
                .flatMap(problems -> problems)
                .toList();
    }

    /** What it can be made without. */
    public List<Problem> notices() {
        return profile.problems().stream()
                .filter(problem -> !problem.code().blocks())
                .toList();
    }

    /** What is wrong with it for a load balancer that is made already. */
    public List<Problem> against(CloudLoadBalancer made) {
        NetworkSpec stands = made.getSpec().network();
        if (stands == null) {
            return network.bad().stream().toList();
        }
        Optional<String> madeBy = Annotations.of(made, Keys.PROFILE);
        boolean profiled = madeBy.isPresent() || profile.name() != null;
        return Stream.of(
                        network.against(stands, profiled).stream(),
                        profile.problems().stream(),
                        otherProfile(madeBy, stands).stream())
                .flatMap(problems -> problems)
                .toList();
    }

    /** Whether it asks for another load balancer than this one is: one that is being deleted then goes. */
    public boolean wantsAnother(CloudLoadBalancer made) {
        NetworkSpec stands = made.getSpec().network();
        return stands != null && bad().isEmpty() && !same(networkSpec(), stands);
    }

    /** The same profile may have been edited since, and a class may name another one: only the source's own word counts. */
    private Optional<Problem> otherProfile(Optional<String> madeBy, NetworkSpec stands) {
        if (!profile.own()
                || !profile.usable()
                || network.subnet() != null
                || madeBy.equals(Optional.ofNullable(profile.name()))
                || same(networkSpec(), stands)) {
            return Optional.empty();
        }
        return Optional.of(network.immutable(Annotations.field(Keys.PROFILE), profile.name(), stands));
    }

    /** The object to be made. It says by which profile, for those who wonder later. */
    public CloudLoadBalancer object(SourceRef source) {
        CloudLoadBalancer object = new CloudLoadBalancer();
        object.setMetadata(new ObjectMetaBuilder()
                .withName(ObjectNames.of(source))
                .withFinalizers(CLOUD_FINALIZER)
                .withAnnotations(annotations())
                .build());
        NetworkSpec made = networkSpec();
        object.setSpec(new CloudLoadBalancerSpec(
                source,
                null,
                made,
                profile.spec().tags(),
                profile.spec().deletionPolicy(),
                null,
                List.of(),
                // one profile may serve public and internal ones
                made.type() == NetworkSpec.Type.Public ? profile.spec().internetMaxBandwidthOut() : null,
                passToTarget().orElse(null),
                null));
        return object;
    }

    private Map<String, String> annotations() {
        Map<String, String> annotations = new TreeMap<>();
        if (profile.name() != null) {
            annotations.put(Keys.PROFILE, profile.name());
        }
        passToTarget().ifPresent(word -> annotations.put(Keys.MADE_PASS_TO_TARGET, word.toString()));
        return annotations;
    }

    private Optional<Boolean> passToTarget() {
        return ownPassToTarget.or(() -> Optional.ofNullable(profile.spec().passToTarget()));
    }

    /**
     * What has to be written into the made object's passToTarget, if anything: empty in the answer is nobody's word. While
     * the profile can't be used what it said stays.
     */
    public Optional<Optional<Boolean>> passToTargetFor(CloudLoadBalancer made) {
        Optional<Boolean> stands = Optional.ofNullable(made.getSpec().passToTarget());
        boolean filled = Annotations.of(made, Keys.MADE_PASS_TO_TARGET).isPresent();
        boolean unknown = ownPassToTarget.isEmpty() && !profile.usable();
        if (unknown || (passToTarget().isEmpty() && !filled)) {
            return Optional.empty();
        }
        boolean same = stands.equals(passToTarget()) && filled == passToTarget().isPresent();
        return same ? Optional.empty() : Optional.of(passToTarget());
    }

    private NetworkSpec networkSpec() {
        ProfileNetwork of = Objects.requireNonNullElse(profile.spec().network(), ProfileNetwork.NONE);
        return network.subnet() != null
                ? new NetworkSpec(NetworkSpec.Type.Internal, network.subnet(), null, of.ipVersion())
                : new NetworkSpec(type(of), of.subnetId(), null, of.ipVersion());
    }

    private static boolean same(NetworkSpec one, NetworkSpec other) {
        return one.type() == other.type()
                && Objects.equals(one.subnetId(), other.subnetId())
                && full(one) == full(other);
    }

    private static boolean full(NetworkSpec network) {
        return network.ipVersion() == NetworkSpec.IpVersion.IPv6FullChain;
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

    /** Only a profile can have too many subnets or none: the annotation gives what it needs. */
    private Optional<Problem> networkProblem() {
        NetworkSpec wanted = networkSpec();
        if (wanted.type() == NetworkSpec.Type.Internal && full(wanted)) {
            return Optional.of(inProfile(
                    "ipVersion",
                    NetworkSpec.IpVersion.IPv6FullChain.name(),
                    "an internal load balancer is IPv4",
                    "Take it out, or name another profile"));
        }
        boolean needed = wanted.type() == NetworkSpec.Type.Internal || full(wanted);
        if (needed == (wanted.subnetId() != null)) {
            return Optional.empty();
        }
        return Optional.of(
                needed
                        ? inProfile(
                                "subnetId",
                                null,
                                "an internal or IPv6FullChain load balancer needs a subnet",
                                "Write the id of a subnet there")
                        : inProfile(
                                "subnetId",
                                wanted.subnetId(),
                                "a public IPv4 load balancer stands in no subnet",
                                "Take it out, or make the type Internal"));
    }

    private Problem inProfile(String field, @Nullable String value, String rule, String remedy) {
        return Problem.of(
                Code.PROFILE_NOT_FOUND,
                new Place("LoadBalancerProfile " + profile.name(), "spec.network." + field),
                value,
                new Wording(rule, remedy));
    }
}
