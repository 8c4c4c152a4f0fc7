package io.enidirect.operator.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerSpec.DeletionPolicy;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What annotations and a profile together make. */
final class OwnLoadBalancerTest {
    private static final String SUBNET = "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid";
    private static final String PARAMETERS = "service.kubernetes.io/service.extensiveParameters";
    private static final String CHARGE = "service.kubernetes.io/qcloud-loadbalancer-internet-charge-type";
    private static final String BANDWIDTH = "service.kubernetes.io/qcloud-loadbalancer-internet-max-bandwidth-out";
    private static final String OLD_BANDWIDTH = "kubernetes.io/service.internetMaxBandwidthOut";
    private static final String TKE = "service.cloud.tencent.com/";
    private static final SourceRef REF = new SourceRef("Service", "shop", "web", "u1");

    /** Annotations as {@code key=value}, with the long ones by their ends. */
    private static Map<String, String> annotations(String... pairs) {
        Map<String, String> annotations = new TreeMap<>();
        for (String pair : pairs) {
            annotations.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return annotations;
    }

    private static Service service(Map<String, String> annotations) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withUid("u1")
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();
    }

    /** @param profile what the cluster has under any name; null: nothing */
    private static OwnLoadBalancer wish(Map<String, String> annotations, @Nullable String profile) {
        return wish(annotations, profile, null);
    }

    /** @param config what the cluster has under any name; null: nothing */
    private static OwnLoadBalancer wish(
            Map<String, String> annotations, @Nullable String profile, @Nullable String config) {
        List<HasMetadata> there = new ArrayList<>();
        if (profile != null) {
            there.add(Serialization.unmarshal("spec: " + profile, LoadBalancerProfile.class));
        }
        if (config != null) {
            there.add(Serialization.unmarshal(
                    "metadata: {name: tuned}\nspec: {loadBalancer: " + config + "}", TkeServiceConfig.class));
        }
        Service service = service(annotations);
        ClusterView cluster = new ClusterView() {
            @Override
            public <R extends HasMetadata> Optional<R> find(Class<R> type, @Nullable String namespace, String name) {
                return there.stream()
                        .filter(type::isInstance)
                        .<R>map(type::cast)
                        .findFirst();
            }

            @Override
            public <R extends HasMetadata> Stream<R> all(Class<R> type) {
                return Stream.empty();
            }
        };
        return OwnLoadBalancer.of(
                service, new Profiles(cluster).of(service, Optional::empty, Optional.empty()), cluster);
    }

    private static OwnLoadBalancer profiled(String profile, String... pairs) {
        Map<String, String> annotations = annotations(pairs);
        annotations.put(Keys.PROFILE, "one");
        return wish(annotations, profile);
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                arguments("nothing is said", wish(Map.of(), null), "{type: Public}"),
                arguments("the profile is public", profiled("{network: {type: Public}}"), "{type: Public}"),
                arguments(
                        "the profile is internal",
                        profiled("{network: {type: Internal, subnetId: subnet-p}}"),
                        "{type: Internal, subnetId: subnet-p}"),
                arguments(
                        "the profile has a subnet alone",
                        profiled("{network: {subnetId: subnet-p}}"),
                        "{type: Internal, subnetId: subnet-p}"),
                arguments(
                        "the profile is IPv6",
                        profiled("{network: {ipVersion: IPv6FullChain, subnetId: subnet-p}}"),
                        "{type: Public, subnetId: subnet-p, ipVersion: IPv6FullChain}"),
                arguments(
                        "the annotation alone",
                        wish(annotations(SUBNET + "=subnet-a"), null),
                        "{type: Internal, subnetId: subnet-a}"),
                arguments(
                        "the annotation gives the subnet that a profile leaves open",
                        profiled("{network: {type: Internal}}", SUBNET + "=subnet-a"),
                        "{type: Internal, subnetId: subnet-a}"),
                arguments(
                        "the annotation says what the profile says",
                        profiled("{network: {type: Internal, subnetId: subnet-a}}", SUBNET + "=subnet-a"),
                        "{type: Internal, subnetId: subnet-a}"),
                arguments(
                        "the annotation beats a profile that lets it",
                        profiled("{network: {type: Public}, overridable: [network]}", SUBNET + "=subnet-a"),
                        "{type: Internal, subnetId: subnet-a}"),
                arguments(
                        "what only a public one has is left out of an internal one",
                        profiled(
                                "{network: {isp: BGP, chargeType: TRAFFIC_POSTPAID_BY_HOUR, slaType: clb.c2.medium}}",
                                SUBNET + "=subnet-a"),
                        "{type: Internal, subnetId: subnet-a, slaType: clb.c2.medium}"),
                arguments(
                        "the charge type of a source",
                        wish(annotations(CHARGE + "=BANDWIDTH_POSTPAID_BY_HOUR"), null),
                        "{type: Public, chargeType: BANDWIDTH_POSTPAID_BY_HOUR}"),
                arguments(
                        "NAT64 in the cloud's words",
                        wish(annotations(PARAMETERS + "={\"AddressIPVersion\":\"IPV6\"}"), null),
                        "{type: Public, ipVersion: NAT64}"),
                arguments(
                        "full chain in a subnet of the profile's",
                        profiled(
                                "{network: {type: Public, ipVersion: IPv6FullChain, subnetId: subnet-p}}",
                                PARAMETERS + "={\"AddressIPVersion\":\"IPv6FullChain\"}"),
                        "{type: Public, subnetId: subnet-p, ipVersion: IPv6FullChain}"),
                arguments(
                        "the line of one carrier is paid by a package",
                        wish(annotations(PARAMETERS + "={\"VipIsp\":\"CTCC\"}"), null),
                        "{type: Public, isp: CTCC, chargeType: BANDWIDTH_PACKAGE}"),
                arguments(
                        "zones, as YAML",
                        wish(
                                annotations(PARAMETERS + "=MasterZoneId: ap-guangzhou-3\nSlaveZoneId: ap-guangzhou-4"),
                                null),
                        "{type: Public, zones: {primary: ap-guangzhou-3, backup: ap-guangzhou-4}}"),
                arguments(
                        "an address in a subnet, in TKE's own spelling",
                        wish(annotations(SUBNET + "=subnet-a", PARAMETERS + "={ Vip: \"10.0.0.9\" }"), null),
                        "{type: Internal, subnetId: subnet-a, vip: 10.0.0.9}"),
                arguments(
                        "all that may stand beside one another",
                        wish(
                                annotations(PARAMETERS
                                        + "={SlaType: clb.c3.small, ZoneId: ap-guangzhou-1, BandwidthPackageId: bwp-1,"
                                        + " InternetAccessible: {InternetChargeType: BANDWIDTH_PACKAGE}}"),
                                null),
                        "{type: Public, zones: {single: ap-guangzhou-1}, slaType: clb.c3.small, chargeType:"
                                + " BANDWIDTH_PACKAGE, bandwidthPackageId: bwp-1}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void makesTheNetwork(String name, OwnLoadBalancer wish, String network) {
        assertThat(wish.bad()).isEmpty();
        assertThat(wish.object(REF).getSpec().network())
                .isEqualTo(Serialization.unmarshal("---\n" + network, NetworkSpec.class));
    }

    @Test
    void makesTheObjectWithAllThatTheProfileSays() {
        CloudLoadBalancer object = profiled("{tags: {team: shop}, internetMaxBandwidthOut: 50, deletionPolicy: Retain,"
                        + " deletionProtection: true, securityGroups: [sg-1, sg-2], passToTarget: false}")
                .object(REF);

        assertThat(object.getMetadata().getName()).isEqualTo("service.shop.web");
        assertThat(object.getMetadata().getFinalizers()).containsExactly("eni-direct.io/cloud");
        assertThat(object.getMetadata().getAnnotations())
                .isEqualTo(Map.of(
                        Keys.PROFILE,
                        "one",
                        Keys.SOURCE_WORDS,
                        "deletionPolicy,deletionProtection,internetMaxBandwidthOut,passToTarget,securityGroups"));
        CloudLoadBalancerSpec spec = object.getSpec();
        assertThat(spec.tags()).isEqualTo(Map.of("team", "shop"));
        assertThat(spec.deletionPolicy()).isEqualTo(DeletionPolicy.Retain);
        assertThat(spec.internetMaxBandwidthOut()).isEqualTo(50);
        assertThat(spec.securityGroups()).containsExactly("sg-1", "sg-2");
        assertThat(spec.passToTarget()).isFalse();
        assertThat(spec.deletionProtection()).isTrue();
    }

    @Test
    void makesTheObjectWithAllThatTheSourceSays() {
        CloudLoadBalancerSpec spec = wish(
                        annotations(
                                BANDWIDTH + "=200",
                                TKE + "security-groups=sg-b, sg-a",
                                TKE + "pass-to-target=true",
                                TKE + "deletion-protection=true",
                                TKE + "loadbalance-retain=true",
                                PARAMETERS + "={LoadBalancerName: shop, Tags: [{TagKey: team, TagValue: shop}]}"),
                        null)
                .object(REF)
                .getSpec();

        assertThat(spec.name()).isEqualTo("shop");
        assertThat(spec.tags()).isEqualTo(Map.of("team", "shop"));
        assertThat(spec.internetMaxBandwidthOut()).isEqualTo(200);
        assertThat(spec.securityGroups()).containsExactly("sg-b", "sg-a");
        assertThat(spec.passToTarget()).isTrue();
        assertThat(spec.deletionProtection()).isTrue();
        assertThat(spec.deletionPolicy()).isEqualTo(DeletionPolicy.Retain);
    }

    @Test
    void unbindsAllSecurityGroupsByAnEmptyWord() {
        assertThat(wish(annotations(TKE + "security-groups="), null)
                        .object(REF)
                        .getSpec()
                        .securityGroups())
                .isEmpty();
        assertThat(wish(Map.of(), null).object(REF).getSpec().securityGroups()).isNull();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        profiled("{network: {type: Internal}}"),
                        "LoadBalancerProfile one: spec.network.subnetId: an internal or IPv6FullChain load balancer needs a"
                                + " subnet. Write the id of a subnet there."),
                arguments(
                        profiled("{network: {type: Public, subnetId: subnet-p}}"),
                        "LoadBalancerProfile one: spec.network.subnetId is \"subnet-p\": a public IPv4 load balancer stands"
                                + " in no subnet. Take it out, or make the type Internal."),
                arguments(
                        profiled("{network: {type: Internal, subnetId: subnet-p, ipVersion: IPv6FullChain}}"),
                        "LoadBalancerProfile one: spec.network.ipVersion is \"IPv6FullChain\": an internal load balancer is"
                                + " IPv4 (E4032). Take it out, or make it a public one."),
                arguments(
                        profiled("{cloudLoadBalancer: big}"),
                        "LoadBalancerProfile one: spec.cloudLoadBalancer is \"big\": a load balancer can't be shared yet."
                                + " Name another profile, or take this field out of it: then each source gets its own."),
                arguments(
                        wish(annotations(PARAMETERS + "={\"AddressIPVersion\":\"IPv6FullChain\"}"), null),
                        "Service shop/web: metadata.annotations[" + PARAMETERS
                                + "].AddressIPVersion is \"IPv6FullChain\": an internal or IPv6FullChain load balancer needs a"
                                + " subnet. Have a LoadBalancerProfile give the subnet together with the ipVersion"
                                + " (spec.network.type Public, subnetId, ipVersion), and name that."),
                arguments(
                        wish(annotations(SUBNET + "=subnet-a", PARAMETERS + "={AddressIPVersion: IPV6}"), null),
                        "Service shop/web: metadata.annotations[" + PARAMETERS
                                + "].AddressIPVersion is \"NAT64\": an internal load balancer is IPv4 (E4032). Take it out, or"
                                + " make it a public one."),
                arguments(
                        wish(annotations(PARAMETERS + "={Vip: 1.1.1.1}"), null),
                        "Service shop/web: metadata.annotations[" + PARAMETERS
                                + "].Vip is \"1.1.1.1\": the cloud chooses the address of a public load balancer. Take it"
                                + " out."),
                arguments(
                        wish(annotations(PARAMETERS + "={VipIsp: CMCC}", CHARGE + "=TRAFFIC_POSTPAID_BY_HOUR"), null),
                        "Service shop/web: metadata.annotations[" + CHARGE
                                + "] is \"TRAFFIC_POSTPAID_BY_HOUR\": the line of one carrier, and who is in a bandwidth"
                                + " package, is paid by BANDWIDTH_PACKAGE. Write that, or take isp and package out."),
                arguments(
                        wish(annotations(PARAMETERS + "={AddressIPVersion: IPV6, ZoneId: ap-guangzhou-1}"), null),
                        "Service shop/web: metadata.annotations[" + PARAMETERS + "].ZoneId is"
                                + " \"Zones[single=ap-guangzhou-1, primary=null, backup=null]\": zones can be chosen for a"
                                + " public IPv4 load balancer only. Take them out."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void makesNothingOfWhatCannotBeHad(OwnLoadBalancer wish, String message) {
        assertThat(wish.bad()).extracting(Problem::message).containsExactly(message);
    }

    @Test
    void makesNothingWithoutTheProfileThatIsNamed() {
        assertThat(wish(annotations(Keys.PROFILE + "=one"), null).bad())
                .containsExactly(Problem.of(
                        Code.PROFILE_NOT_FOUND,
                        new Place("Service shop/web", "metadata.annotations[eni-direct.io/profile]"),
                        "one",
                        new Wording(
                                "there is no LoadBalancerProfile of that name", "Make it, or name one that there is")));
    }

    static Stream<Arguments> overruled() {
        String internal = "{network: {type: Internal, subnetId: subnet-p}%s}";
        return Stream.of(
                arguments("network", internal, SUBNET + "=subnet-a", "spec.network.subnetId"),
                arguments("network", "{network: {type: Public}%s}", SUBNET + "=subnet-a", "spec.network.type"),
                arguments("network", "{network: {isp: BGP}%s}", PARAMETERS + "={VipIsp: CTCC}", "spec.network.isp"),
                arguments(
                        "network",
                        "{network: {chargeType: BANDWIDTH_POSTPAID_BY_HOUR}%s}",
                        CHARGE + "=TRAFFIC_POSTPAID_BY_HOUR",
                        "spec.network.chargeType"),
                arguments(
                        "securityGroups",
                        "{securityGroups: [sg-1]%s}",
                        TKE + "security-groups=sg-2",
                        "spec.securityGroups"),
                arguments(
                        "securityGroups",
                        "{securityGroups: [sg-1]%s}",
                        TKE + "security-groups=",
                        "spec.securityGroups"),
                arguments("passToTarget", "{passToTarget: false%s}", TKE + "pass-to-target=true", "spec.passToTarget"),
                arguments(
                        "deletionProtection",
                        "{deletionProtection: true%s}",
                        TKE + "deletion-protection=false",
                        "spec.deletionProtection"),
                arguments(
                        "deletionPolicy",
                        "{deletionPolicy: Retain%s}",
                        TKE + "loadbalance-retain=false",
                        "spec.deletionPolicy"));
    }

    @ParameterizedTest(name = "{1} against {2}")
    @MethodSource("overruled")
    void refusesWhatAProfileRestrictsUnlessItListsTheField(
            String overridable, String profile, String annotation, String field) {
        List<Problem> refusals = profiled(profile.formatted(""), annotation).refusals();

        assertThat(refusals).extracting(Problem::code).containsExactly(Code.NOT_ADMITTED);
        assertThat(refusals.get(0).message())
                .contains("its " + field + ")")
                .contains("does not list " + overridable + " as overridable");
        assertThat(profiled(profile.formatted(", overridable: [" + overridable + "]"), annotation)
                        .refusals())
                .isEmpty();
    }

    static Stream<Arguments> restricting() {
        return Stream.of(
                arguments("{passToTarget: true}", TKE + "pass-to-target=false"),
                arguments("{deletionProtection: false}", TKE + "deletion-protection=true"),
                arguments("{deletionPolicy: Delete}", TKE + "loadbalance-retain=true"),
                arguments("{internetMaxBandwidthOut: 50}", BANDWIDTH + "=100"),
                arguments("{tags: {a: b}}", PARAMETERS + "={Tags: {a: c}}"));
    }

    @ParameterizedTest
    @MethodSource("restricting")
    void letsASourceRestrictItselfAndTune(String profile, String annotation) {
        assertThat(profiled(profile, annotation).refusals()).isEmpty();
    }

    static Stream<Arguments> losers() {
        return Stream.of(
                arguments(
                        profiled("{internetMaxBandwidthOut: 50}", BANDWIDTH + "=100"),
                        100,
                        List.of("LoadBalancerProfile one: spec.internetMaxBandwidthOut is \"50\": metadata.annotations["
                                + BANDWIDTH
                                + "] of Service shop/web says something else, and goes before it. Nothing to do, if that is"
                                + " meant.")),
                arguments(
                        wish(
                                annotations(
                                        OLD_BANDWIDTH + "=20",
                                        PARAMETERS + "={InternetAccessible: {InternetMaxBandwidthOut: 30}}"),
                                null),
                        20,
                        List.of("Service shop/web: metadata.annotations[" + PARAMETERS
                                + "].InternetAccessible.InternetMaxBandwidthOut is \"30\": metadata.annotations["
                                + OLD_BANDWIDTH
                                + "] says something else, and goes before it. Nothing to do, if that is meant.")),
                arguments(
                        wish(annotations(SUBNET + "=subnet-a", BANDWIDTH + "=20"), null),
                        null,
                        List.of("Service shop/web: metadata.annotations[" + BANDWIDTH
                                + "] is \"20\": only traffic of a public load balancer is paid and limited so, and this one is"
                                + " internal. Take it away; the rest works.")),
                arguments(profiled("{internetMaxBandwidthOut: 50}", SUBNET + "=subnet-a"), null, List.of()),
                arguments(profiled("{internetMaxBandwidthOut: 50}", BANDWIDTH + "=50"), 50, List.of()));
    }

    @ParameterizedTest
    @MethodSource("losers")
    void tellsWhoseBandwidthLost(OwnLoadBalancer wish, @Nullable Integer mbps, List<String> notices) {
        assertThat(wish.bad()).isEmpty();
        assertThat(wish.object(REF).getSpec().internetMaxBandwidthOut()).isEqualTo(mbps);
        assertThat(wish.notices()).extracting(Problem::message).isEqualTo(notices);
    }

    @Test
    void takesItsBandwidthFromItsTkeServiceConfigUnlessAnAnnotationSaysOtherwise() {
        Map<String, String> tuned = annotations(TKE + "tke-service-config=tuned", Keys.PROFILE + "=one");
        Map<String, String> both =
                annotations(TKE + "tke-service-config=tuned", Keys.PROFILE + "=one", BANDWIDTH + "=300");
        String profile = "{internetMaxBandwidthOut: 50}";
        String config = "{internetMaxBandwidthOut: 200}";

        assertThat(mbps(wish(tuned, profile, config))).isEqualTo(200);
        assertThat(mbps(wish(both, profile, config))).isEqualTo(300);
        assertThat(wish(both, profile, config).notices())
                .extracting(problem -> problem.code() + " " + problem.object() + " " + problem.field())
                .containsExactly(
                        "OVERRULED Service shop/web spec.loadBalancer.internetMaxBandwidthOut of TkeServiceConfig"
                                + " shop/tuned",
                        "OVERRULED LoadBalancerProfile one spec.internetMaxBandwidthOut");
        assertThat(mbps(wish(tuned, profile, "{}"))).isEqualTo(50);
    }

    @Test
    void keepsItsBandwidthWhileItsTkeServiceConfigIsGoneOrSaysOneThatCannotBe() {
        Map<String, String> tuned = annotations(TKE + "tke-service-config=tuned");
        CloudLoadBalancer made =
                wish(tuned, null, "{internetMaxBandwidthOut: 200}").object(REF);

        assertThat(wish(tuned, null, null).change(made)).isEmpty();
        OwnLoadBalancer bad = wish(tuned, null, "{internetMaxBandwidthOut: 0}");
        assertThat(bad.change(made)).isEmpty();
        assertThat(bad.notices()).extracting(Problem::code).containsExactly(Code.INVALID_TUNING);
        assertThat(after(made, wish(tuned, null, "{}"))).isEqualTo("null null null null null null");
    }

    private static @Nullable Integer mbps(OwnLoadBalancer wish) {
        return wish.object(REF).getSpec().internetMaxBandwidthOut();
    }

    static Stream<Arguments> made() {
        OwnLoadBalancer internal = profiled("{network: {type: Internal, subnetId: subnet-p}}");
        String isInternal = "{type: Internal, subnetId: subnet-p}";
        String isPublic = "{type: Public}";
        String none = Keys.PROFILE;
        return Stream.of(
                arguments("as it was made", made(null, isPublic), wish(Map.of(), null), ""),
                arguments("made by the profile", made("one", isInternal), internal, ""),
                arguments("its profile was edited", made("one", isPublic), internal, ""),
                arguments("nobody names its profile now", made("one", isInternal), wish(Map.of(), null), ""),
                arguments("another profile of the same network", made("two", isInternal), internal, ""),
                arguments("another says the same by default", made("two", isPublic), profiled("{}"), ""),
                arguments("a profile says what its annotation said", made(null, isInternal), internal, ""),
                arguments(
                        "another profile of another network",
                        made("two", isPublic),
                        internal,
                        "IMMUTABLE metadata.annotations[" + none + "] one"),
                arguments(
                        "a profile of another network",
                        made(null, isPublic),
                        internal,
                        "IMMUTABLE metadata.annotations[" + none + "] one"),
                arguments(
                        "another profile of another family",
                        made("two", isInternal),
                        profiled("{network: {type: Public, subnetId: subnet-p, ipVersion: IPv6FullChain}}"),
                        "IMMUTABLE metadata.annotations[" + none + "] one"),
                arguments(
                        "the annotation names another subnet",
                        made("one", isInternal),
                        wish(annotations(SUBNET + "=subnet-a"), null),
                        "IMMUTABLE metadata.annotations[" + SUBNET + "] subnet-a"),
                arguments(
                        "its subnet annotation was removed",
                        made(null, isInternal),
                        wish(Map.of(), null),
                        "IMMUTABLE metadata.annotations[" + SUBNET + "] (absent)"),
                arguments(
                        "its charge type was changed",
                        made(null, "{type: Public, chargeType: TRAFFIC_POSTPAID_BY_HOUR}"),
                        wish(annotations(CHARGE + "=BANDWIDTH_POSTPAID_BY_HOUR"), null),
                        "IMMUTABLE metadata.annotations[" + CHARGE + "] BANDWIDTH_POSTPAID_BY_HOUR"),
                arguments(
                        "its charge type was removed",
                        made(null, "{type: Public, chargeType: TRAFFIC_POSTPAID_BY_HOUR}"),
                        wish(Map.of(), null),
                        "IMMUTABLE metadata.annotations[" + CHARGE + "] (absent)"),
                arguments(
                        "it asks later for what is so",
                        made(null, isPublic),
                        wish(annotations(PARAMETERS + "={AddressIPVersion: IPV4, VipIsp: BGP}"), null),
                        ""),
                arguments(
                        "it says no more what is so anyway",
                        made(null, "{type: Public, ipVersion: IPv4, isp: BGP}"),
                        wish(Map.of(), null),
                        ""),
                arguments(
                        "it asks for NAT64 later",
                        made(null, isPublic),
                        wish(annotations(PARAMETERS + "={AddressIPVersion: IPV6}"), null),
                        "IMMUTABLE metadata.annotations[" + PARAMETERS + "].AddressIPVersion NAT64"),
                arguments(
                        "its line implies its charge type",
                        made(null, "{type: Public, isp: CTCC, chargeType: BANDWIDTH_PACKAGE}"),
                        wish(annotations(PARAMETERS + "={VipIsp: CTCC}"), null),
                        ""),
                arguments(
                        "it asks for a name later",
                        made(null, isPublic),
                        wish(annotations(PARAMETERS + "={LoadBalancerName: shop}"), null),
                        "IMMUTABLE metadata.annotations[" + PARAMETERS + "].LoadBalancerName shop"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("made")
    void tellsWhatAMadeOneCannotBecome(String name, CloudLoadBalancer made, OwnLoadBalancer wish, String problem) {
        assertThat(wish.against(made))
                .extracting(one -> one.code() + " " + one.field() + " " + one.value())
                .isEqualTo(problem.isEmpty() ? List.of() : List.of(problem));
    }

    private static CloudLoadBalancer made(@Nullable String profile, String network) {
        CloudLoadBalancer object = new CloudLoadBalancer();
        object.getMetadata().setAnnotations(profile == null ? Map.of() : Map.of(Keys.PROFILE, profile));
        object.setSpec(CloudLoadBalancerSpec.own(
                REF, Serialization.unmarshal("---\n" + network, NetworkSpec.class), Map.of()));
        return object;
    }

    /** What the object says after the change, in one line. */
    private static String after(CloudLoadBalancer made, OwnLoadBalancer wish) {
        LiveFields fields = wish.change(made).orElseGet(() -> LiveFields.of(made));
        return fields.securityGroups() + " " + fields.internetMaxBandwidthOut() + " " + fields.passToTarget() + " "
                + fields.deletionProtection() + " " + fields.deletionPolicy() + " " + fields.mode();
    }

    @Test
    void followsTheWordsAndTakesThemBack() {
        CloudLoadBalancer plain = wish(Map.of(), null).object(REF);
        OwnLoadBalancer all = wish(
                annotations(
                        BANDWIDTH + "=200",
                        TKE + "security-groups=sg-a",
                        TKE + "pass-to-target=false",
                        TKE + "deletion-protection=yes",
                        TKE + "loadbalance-retain=no"),
                null);

        assertThat(after(plain, all)).isEqualTo("[sg-a] 200 false true Retain null");
        assertThat(after(all.object(REF), wish(Map.of(), null))).isEqualTo("null null null null null null");
        assertThat(all.change(all.object(REF))).isEmpty();
    }

    @Test
    void keepsWhatItsProfileSaidWhereThatIsGone() {
        CloudLoadBalancer made =
                profiled("{securityGroups: [sg-1], passToTarget: false}").object(REF);

        assertThat(wish(annotations(Keys.PROFILE + "=one"), null).change(made)).isEmpty();
        assertThat(after(made, profiled("{securityGroups: [sg-2]}"))).isEqualTo("[sg-2] null null null null null");
    }

    @Test
    void leavesAnAdministratorsWords() {
        CloudLoadBalancer made = wish(Map.of(), null).object(REF);
        CloudLoadBalancerSpec spec = made.getSpec();
        made.setSpec(new CloudLoadBalancerSpec(
                spec.source(), null, spec.network(), spec.tags(), null, null, List.of("sg-x"), 7, false, true));

        assertThat(wish(Map.of(), null).change(made)).isEmpty();
        assertThat(after(made, wish(annotations(BANDWIDTH + "=200"), null)))
                .isEqualTo("[sg-x] 200 false true null null");
    }

    @Test
    void saysOnlyTheModeWhereItIsSkipped() {
        CloudLoadBalancer made = wish(Map.of(), null).object(REF);
        OwnLoadBalancer skipped = wish(annotations(TKE + "mode=skip", BANDWIDTH + "=200"), null);

        assertThat(after(made, skipped)).isEqualTo("null null null null null skip");
        LiveFields fields = skipped.change(made).orElseThrow();
        made.getMetadata()
                .setAnnotations(Map.of(Keys.MODE, "skip", Keys.SOURCE_WORDS, String.valueOf(fields.wordsText())));
        assertThat(after(made, wish(Map.of(), null))).isEqualTo("null null null null null null");
    }

    @Test
    void itsLastWordsAreAboutWhatBecomesOfItAlone() {
        CloudLoadBalancer made = wish(Map.of(), null).object(REF);
        LiveFields last = wish(
                        annotations(
                                BANDWIDTH + "=5000",
                                TKE + "security-groups=sg-a",
                                TKE + "deletion-protection=true",
                                TKE + "loadbalance-retain=true"),
                        null)
                .lastWords(made)
                .orElseThrow();

        assertThat(last.deletionProtection()).isTrue();
        assertThat(last.deletionPolicy()).isEqualTo(DeletionPolicy.Retain);
        assertThat(last.securityGroups()).isNull();
    }
}
