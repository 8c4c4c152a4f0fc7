package io.enidirect.operator.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerSpec.DeletionPolicy;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.LoadBalancerProfileSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an annotation and a profile together make. */
final class OwnLoadBalancerTest {
    private static final String SUBNET = "subnet";
    private static final SourceRef REF = new SourceRef("Service", "shop", "web", "u1");
    private static final NetworkSpec PUBLIC = NetworkSpec.internet();
    private static final NetworkSpec INTERNAL = NetworkSpec.internal("subnet-p");
    private static final NetworkSpec FULL =
            new NetworkSpec(NetworkSpec.Type.Public, "subnet-p", null, NetworkSpec.IpVersion.IPv6FullChain);

    static Stream<Arguments> networks() {
        return Stream.of(
                arguments("nothing is said", null, "{}", PUBLIC),
                arguments("the profile is public", null, "{network: {type: Public}}", PUBLIC),
                arguments("the profile is internal", null, "{network: {type: Internal, subnetId: subnet-p}}", INTERNAL),
                arguments("the profile has a subnet alone", null, "{network: {subnetId: subnet-p}}", INTERNAL),
                arguments(
                        "the profile is IPv6", null, "{network: {ipVersion: IPv6FullChain, subnetId: subnet-p}}", FULL),
                arguments("the annotation alone", "subnet-a", "{}", NetworkSpec.internal("subnet-a")),
                arguments(
                        "the annotation beats the profile's subnet",
                        "subnet-a",
                        "{network: {type: Internal, subnetId: subnet-p}}",
                        NetworkSpec.internal("subnet-a")),
                arguments(
                        "the annotation beats a public profile",
                        "subnet-a",
                        "{network: {type: Public}}",
                        NetworkSpec.internal("subnet-a")),
                arguments(
                        "the annotation gives the subnet that a profile leaves open",
                        "subnet-a",
                        "{network: {type: Internal}}",
                        NetworkSpec.internal("subnet-a")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void makesTheNetwork(String name, @Nullable String subnet, String spec, NetworkSpec network) {
        OwnLoadBalancer wish = wish(subnet, "one", profile(spec));

        assertThat(wish.bad()).isEmpty();
        assertThat(wish.object(REF).getSpec().network()).isEqualTo(network);
    }

    @Test
    void makesTheObjectWithAllThatTheProfileSays() {
        CloudLoadBalancer object = wish(
                        null,
                        "one",
                        profile("{tags: {team: shop}, internetMaxBandwidthOut: 50, deletionPolicy: Retain}"))
                .object(REF);

        assertThat(object.getMetadata().getName()).isEqualTo("service.shop.web");
        assertThat(object.getMetadata().getFinalizers()).containsExactly("eni-direct.io/cloud");
        assertThat(object.getMetadata().getAnnotations()).isEqualTo(Map.of(Keys.PROFILE, "one"));
        assertThat(object.getSpec().tags()).isEqualTo(Map.of("team", "shop"));
        assertThat(object.getSpec().deletionPolicy()).isEqualTo(DeletionPolicy.Retain);
        assertThat(object.getSpec().internetMaxBandwidthOut()).isEqualTo(50);
    }

    @Test
    void leavesTheBandwidthToTheInternetOutOfAnInternalOne() {
        OwnLoadBalancer wish = wish("subnet-a", "one", profile("{internetMaxBandwidthOut: 50}"));

        assertThat(wish.object(REF).getSpec().internetMaxBandwidthOut()).isNull();
    }

    @Test
    void isMadeWithoutWhatOnlyTunes() {
        OwnLoadBalancer wish = wish(null, "one", profile("{tags: {team: shop}, httpsRedirect: false}"));

        assertThat(wish.bad()).isEmpty();
        assertThat(wish.notices()).extracting(Problem::field).containsExactly("spec.httpsRedirect");
        assertThat(wish.object(REF).getSpec().tags()).isEqualTo(Map.of("team", "shop"));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "{network: {type: Internal}}",
                        "LoadBalancerProfile one: spec.network.subnetId: an internal or IPv6FullChain load balancer needs a"
                                + " subnet. Write the id of a subnet there."),
                arguments(
                        "{network: {type: Public, subnetId: subnet-p}}",
                        "LoadBalancerProfile one: spec.network.subnetId is \"subnet-p\": a public IPv4 load balancer stands"
                                + " in no subnet. Take it out, or make the type Internal."),
                arguments(
                        "{network: {type: Internal, subnetId: subnet-p, ipVersion: IPv6FullChain}}",
                        "LoadBalancerProfile one: spec.network.ipVersion is \"IPv6FullChain\": an internal load balancer is"
                                + " IPv4. Take it out, or name another profile."),
                arguments(
                        "{securityGroups: [sg-1]}",
                        "LoadBalancerProfile one: spec.securityGroups is \"sg-1\": it has no effect yet: nothing new is made"
                                + " without it, and what is programmed stays as it is. Take it out, or name another profile."),
                arguments(
                        "{cloudLoadBalancer: big}",
                        "LoadBalancerProfile one: spec.cloudLoadBalancer is \"big\": a load balancer can't be shared yet."
                                + " Name another profile, or take this field out of it: then each source gets its own."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void makesNothingOfAProfileThatCannotBeHad(String spec, String message) {
        assertThat(wish(null, "one", profile(spec)).bad())
                .extracting(Problem::message)
                .containsExactly(message);
    }

    @Test
    void makesNothingWithoutTheProfileThatIsNamed() {
        assertThat(wish(null, "one", null).bad())
                .containsExactly(Problem.of(
                        Code.PROFILE_NOT_FOUND,
                        new Place("Service shop/web", "metadata.annotations[eni-direct.io/profile]"),
                        "one",
                        new Wording(
                                "there is no LoadBalancerProfile of that name", "Make it, or name one that there is")));
    }

    static Stream<Arguments> made() {
        LoadBalancerProfile internal = profile("{network: {type: Internal, subnetId: subnet-p}}");
        LoadBalancerProfile none = profile("{}");
        return Stream.of(
                arguments("as it was made", made(null, PUBLIC), wish(null, null, null), ""),
                arguments("made by the profile", made("one", INTERNAL), wish(null, "one", internal), ""),
                arguments("its profile was edited", made("one", PUBLIC), wish(null, "one", internal), ""),
                arguments("nobody names its profile now", made("one", INTERNAL), wish(null, null, null), ""),
                arguments(
                        "another profile of the same network", made("two", INTERNAL), wish(null, "one", internal), ""),
                arguments("another says the same by default", made("two", PUBLIC), wish(null, "one", none), ""),
                arguments(
                        "a profile says what its annotation said",
                        made(null, INTERNAL),
                        wish(null, "one", internal),
                        ""),
                arguments(
                        "another profile of another network",
                        made("two", PUBLIC),
                        wish(null, "one", internal),
                        "IMMUTABLE metadata.annotations[eni-direct.io/profile] one"),
                arguments(
                        "a profile of another network",
                        made(null, PUBLIC),
                        wish(null, "one", internal),
                        "IMMUTABLE metadata.annotations[eni-direct.io/profile] one"),
                arguments(
                        "another profile of another family",
                        made("two", INTERNAL),
                        wish(
                                null,
                                "one",
                                profile("{network: {type: Internal, subnetId: subnet-p, ipVersion: IPv6FullChain}}")),
                        "IMMUTABLE metadata.annotations[eni-direct.io/profile] one"),
                arguments(
                        "the annotation names another subnet",
                        made("one", INTERNAL),
                        wish("subnet-a", "one", internal),
                        "IMMUTABLE metadata.annotations[subnet] subnet-a"),
                arguments(
                        "its subnet annotation was removed",
                        made(null, INTERNAL),
                        wish(null, null, null),
                        "IMMUTABLE metadata.annotations[subnet] (absent)"),
                arguments(
                        "its profile vanished",
                        made("one", INTERNAL),
                        wish(null, "one", null),
                        "PROFILE_NOT_FOUND metadata.annotations[eni-direct.io/profile] one"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("made")
    void tellsWhatAMadeOneCannotBecome(String name, CloudLoadBalancer made, OwnLoadBalancer wish, String problem) {
        assertThat(wish.against(made))
                .extracting(one -> one.code() + " " + one.field() + " " + one.value())
                .isEqualTo(problem.isEmpty() ? List.of() : List.of(problem));
    }

    /** @param profile what the cluster has under the name; null: nothing */
    private static OwnLoadBalancer wish(
            @Nullable String subnet, @Nullable String named, @Nullable LoadBalancerProfile profile) {
        Map<String, String> annotations = new HashMap<>();
        Optional.ofNullable(subnet).ifPresent(value -> annotations.put(SUBNET, value));
        Optional.ofNullable(named).ifPresent(value -> annotations.put(Keys.PROFILE, value));
        Service service = new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withAnnotations(annotations)
                .endMetadata()
                .build();
        return new OwnLoadBalancer(
                new WantedNetwork("Service shop/web", SUBNET, subnet, "make another"),
                new Profiles(name -> Optional.ofNullable(profile))
                        .annotated(service)
                        .orElse(ChosenProfile.NONE),
                Optional.empty());
    }

    private static OwnLoadBalancer passing(@Nullable Boolean own, @Nullable Boolean profiled) {
        OwnLoadBalancer wish = wish(null, "one", profile(profiled == null ? "{}" : "{passToTarget: " + profiled + "}"));
        return new OwnLoadBalancer(wish.network(), wish.profile(), Optional.ofNullable(own));
    }

    static Stream<Arguments> passings() {
        return Stream.of(
                arguments("nobody says anything", null, null, null),
                arguments("the profile says no", null, false, false),
                arguments("the source says no", false, null, false),
                arguments("the source says yes", true, null, true),
                arguments("the source goes before its profile", true, false, true),
                arguments("the source restricts what its profile opens", false, true, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passings")
    void makesPassToTarget(String name, @Nullable Boolean own, @Nullable Boolean profiled, @Nullable Boolean expected) {
        OwnLoadBalancer wish = passing(own, profiled);
        CloudLoadBalancer made = wish.object(REF);

        assertThat(made.getSpec().passToTarget()).isEqualTo(expected);
        assertThat(wish.passToTargetFor(made)).isEmpty();
    }

    @Test
    void followsPassToTargetAndTakesItBack() {
        CloudLoadBalancer plain = passing(null, null).object(REF);
        CloudLoadBalancer checked = passing(false, null).object(REF);

        assertThat(passing(false, null).passToTargetFor(plain)).contains(Optional.of(false));
        assertThat(passing(null, true).passToTargetFor(checked)).contains(Optional.of(true));
        assertThat(passing(null, null).passToTargetFor(checked)).contains(Optional.empty());
    }

    @Test
    void keepsPassToTargetWhereItsProfileIsGone() {
        assertThat(wish(null, "one", null).passToTargetFor(passing(null, false).object(REF)))
                .isEmpty();
    }

    @Test
    void leavesAnAdministratorsPassToTarget() {
        CloudLoadBalancer made = passing(null, null).object(REF);
        CloudLoadBalancerSpec spec = made.getSpec();
        made.setSpec(new CloudLoadBalancerSpec(
                spec.source(), null, spec.network(), spec.tags(), null, null, List.of(), null, false, null));

        assertThat(passing(null, null).passToTargetFor(made)).isEmpty();
    }

    private static CloudLoadBalancer made(@Nullable String profile, NetworkSpec network) {
        LoadBalancerProfileSpec.ProfileNetwork same = new LoadBalancerProfileSpec.ProfileNetwork(
                network.type(), network.subnetId(), network.ipVersion(), null, null, null, null, null);
        LoadBalancerProfile then = new LoadBalancerProfile();
        then.setSpec(new LoadBalancerProfileSpec(
                null, same, Map.of(), List.of(), null, null, null, null, null, List.of(), null));
        CloudLoadBalancer object = wish(null, "then", then).object(REF);
        object.getMetadata().setAnnotations(profile == null ? Map.of() : Map.of(Keys.PROFILE, profile));
        return object;
    }

    private static LoadBalancerProfile profile(String spec) {
        return Serialization.unmarshal("spec: " + spec, LoadBalancerProfile.class);
    }
}
