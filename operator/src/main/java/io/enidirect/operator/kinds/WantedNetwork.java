package io.enidirect.operator.kinds;

import io.enidirect.crd.LoadBalancerProfileSpec.ProfileNetwork;
import io.enidirect.crd.LoadBalancerProfileSpec.Restricting;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.NetworkSpec.ChargeType;
import io.enidirect.crd.NetworkSpec.IpVersion;
import io.enidirect.crd.NetworkSpec.Isp;
import io.enidirect.crd.NetworkSpec.Type;
import io.enidirect.operator.annotations.LoadBalancerWords;
import io.enidirect.operator.annotations.Said;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a source's own load balancer is to stand and how it is paid, by its own words and its profile's: fixed once it is made.
 */
final class WantedNetwork {
    /**
     * One field of it.
     *
     * @param name in a CloudLoadBalancer's spec.network, and in a profile's
     * @param said the source's own word; null: it says nothing
     * @param profile null: it says nothing, or does not know the field
     * @param byDefault what one of which nothing is said has; null: nothing that has a word
     */
    private record Field<T>(
            String name,
            @Nullable Said<T> said,
            @Nullable T profile,
            @Nullable T byDefault,
            Function<NetworkSpec, @Nullable T> of) {
        @Nullable T value() {
            return said == null ? profile : said.value();
        }

        boolean contradicts() {
            return said != null && profile != null && !said.value().equals(profile);
        }

        boolean isIn(NetworkSpec network) {
            T there = of.apply(network);
            return Objects.equals(said == null ? byDefault : said.value(), there == null ? byDefault : there);
        }
    }

    private final String source;
    private final ChosenProfile profile;
    private final ProfileNetwork from;
    private final boolean internal;
    private final Field<String> subnet;
    private final Field<IpVersion> ipVersion;
    private final Field<String> vip;
    private final Field<Isp> isp;
    private final Field<NetworkSpec.Zones> zones;
    private final Field<String> slaType;
    private final Field<ChargeType> chargeType;
    private final Field<String> bandwidthPackage;
    private final NetworkSpec spec;

    WantedNetwork(String source, LoadBalancerWords words, ChosenProfile profile) {
        this.source = source;
        this.profile = profile;
        this.from = Objects.requireNonNullElse(profile.spec().network(), ProfileNetwork.NONE);
        LoadBalancerWords.Parameters parameters = words.parameters();
        this.subnet = field("subnetId", words.subnet(), from.subnetId(), NetworkSpec::subnetId);
        this.ipVersion =
                field("ipVersion", parameters.ipVersion(), from.ipVersion(), IpVersion.IPv4, NetworkSpec::ipVersion);
        this.vip = field("vip", parameters.vip(), null, NetworkSpec::vip);
        this.isp = field("isp", parameters.isp(), from.isp(), Isp.BGP, NetworkSpec::isp);
        this.zones = field("zones", parameters.zones(), from.zones(), NetworkSpec::zones);
        this.slaType = field("slaType", parameters.slaType(), from.slaType(), NetworkSpec::slaType);
        this.chargeType = field(
                "chargeType",
                words.chargeType().or(parameters::chargeType),
                from.chargeType(),
                NetworkSpec::chargeType);
        this.bandwidthPackage = field(
                "bandwidthPackageId",
                parameters.bandwidthPackageId(),
                from.bandwidthPackageId(),
                NetworkSpec::bandwidthPackageId);
        this.internal = words.subnet().isPresent() || profiled() == Type.Internal;
        this.spec = made();
    }

    private static <T> Field<T> field(
            String name, Optional<Said<T>> said, @Nullable T profile, Function<NetworkSpec, @Nullable T> of) {
        return field(name, said, profile, null, of);
    }

    private static <T> Field<T> field(
            String name,
            Optional<Said<T>> said,
            @Nullable T profile,
            @Nullable T byDefault,
            Function<NetworkSpec, @Nullable T> of) {
        return new Field<>(name, said.orElse(null), profile, byDefault, of);
    }

    private Stream<Field<?>> fields() {
        return Stream.of(subnet, ipVersion, vip, isp, zones, slaType, chargeType, bandwidthPackage);
    }

    /** A subnet alone means internal, as it does in the annotation. */
    private Type profiled() {
        if (from.type() != null) {
            return from.type();
        }
        return from.subnetId() == null || from.ipVersion() == IpVersion.IPv6FullChain ? Type.Public : Type.Internal;
    }

    /** What only a public one has is left out of an internal one: one profile may serve both. */
    private NetworkSpec made() {
        if (internal) {
            return new NetworkSpec(
                    Type.Internal,
                    subnet.value(),
                    null,
                    said(ipVersion),
                    vip.value(),
                    said(isp),
                    said(zones),
                    slaType.value(),
                    null,
                    null);
        }
        return new NetworkSpec(
                Type.Public,
                subnet.value(),
                null,
                ipVersion.value(),
                vip.value(),
                isp.value(),
                zones.value(),
                slaType.value(),
                charge(),
                bandwidthPackage.value());
    }

    /** Its own word, and its profile's where that is one of internal ones, too. */
    private <T> @Nullable T said(Field<T> field) {
        return field.said() == null && profiled() == Type.Public ? null : field.value();
    }

    /** The line of one carrier, and who is in a package, is paid by a package and in no other way. */
    private @Nullable ChargeType charge() {
        return chargeType.value() == null && byPackage() ? ChargeType.BANDWIDTH_PACKAGE : chargeType.value();
    }

    private boolean byPackage() {
        return bandwidthPackage.value() != null || (isp.value() != null && isp.value() != Isp.BGP);
    }

    NetworkSpec spec() {
        return spec;
    }

    boolean internal() {
        return internal;
    }

    /** What its profile says otherwise, and lets no source say. */
    List<Problem> overruled() {
        if (profile.lets(Restricting.network)) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        if (subnet.said() != null && from.type() == Type.Public) {
            problems.add(overruled(subnet.said(), "network.type", Type.Public));
        }
        fields().filter(Field::contradicts)
                .map(field -> overruled(
                        Objects.requireNonNull(field.said()),
                        "network." + field.name(),
                        Objects.requireNonNull(field.profile())))
                .forEach(problems::add);
        return problems;
    }

    private Problem overruled(Said<?> said, String field, Object standing) {
        return Overruling.restricts(source, said, profile, field, standing);
    }

    /** Why nothing can be made of it. */
    List<Problem> bad() {
        List<Problem> problems = new ArrayList<>();
        boolean full = spec.ipVersion() == IpVersion.IPv6FullChain;
        if (internal && spec.ipVersion() != null && spec.ipVersion() != IpVersion.IPv4) {
            problems.add(bad(
                    ipVersion, "an internal load balancer is IPv4 (E4032)", "Take it out, or make it a public one"));
        } else if ((internal || full) && spec.subnetId() == null) {
            problems.add(bad(
                    full ? ipVersion : subnet,
                    "an internal or IPv6FullChain load balancer needs a subnet",
                    internal
                            ? "Write the id of a subnet there"
                            : "Have a LoadBalancerProfile give the subnet together with the ipVersion (spec.network.type Public,"
                                    + " subnetId, ipVersion), and name that"));
        } else if (!internal && !full && spec.subnetId() != null) {
            problems.add(bad(
                    subnet,
                    "a public IPv4 load balancer stands in no subnet",
                    "Take it out, or make the type Internal"));
        }
        if (!internal && spec.vip() != null) {
            problems.add(bad(vip, "the cloud chooses the address of a public load balancer", "Take it out"));
        }
        if (internal && spec.isp() != null) {
            problems.add(bad(isp, "only a public load balancer is on a carrier's line", "Take it out"));
        }
        if (spec.zones() != null && (internal || (spec.ipVersion() != null && spec.ipVersion() != IpVersion.IPv4))) {
            problems.add(bad(zones, "zones can be chosen for a public IPv4 load balancer only", "Take them out"));
        }
        if (!internal && byPackage() && spec.chargeType() != ChargeType.BANDWIDTH_PACKAGE) {
            problems.add(bad(
                    chargeType,
                    "the line of one carrier, and who is in a bandwidth package, is paid by BANDWIDTH_PACKAGE",
                    "Write that, or take isp and package out"));
        }
        return problems;
    }

    private Problem bad(Field<?> field, String rule, String remedy) {
        Said<?> said = field.said();
        return said != null
                ? Problem.of(
                        Code.BAD_ANNOTATION,
                        new Place(source, said.field()),
                        said.value().toString(),
                        new Wording(rule, remedy))
                : Problem.of(
                        Code.PROFILE_NOT_FOUND,
                        new Place(profile.object(), "spec.network." + field.name()),
                        field.profile() == null ? null : field.profile().toString(),
                        new Wording(rule, remedy));
    }

    /** What only tunes, and is said of one that does not have it. */
    List<Problem> withoutEffect() {
        return internal
                ? Stream.of(chargeType, bandwidthPackage)
                        .flatMap(field -> Stream.ofNullable(field.said()))
                        .map(said -> Overruling.publicOnly(source, said))
                        .toList()
                : List.of();
    }

    /**
     * What is asked of a load balancer that is made already, and can't be changed.
     *
     * @param profiled a profile counts where the source says nothing
     */
    List<Problem> against(NetworkSpec made, boolean profiled, Immutable immutable) {
        List<Problem> problems = new ArrayList<>();
        boolean stands = made.type() == Type.Internal;
        boolean sameSubnet = subnet.said() == null
                ? profiled || !stands
                : stands && subnet.said().value().equals(made.subnetId());
        if (!sameSubnet) {
            problems.add(immutable.of(subnet.said(), "subnetId", made));
        }
        Stream.of(ipVersion, vip, isp, zones, slaType, chargeType, bandwidthPackage)
                .filter(field -> field.said() == null
                        ? !profiled && !field.isIn(made) && !implied(field, made)
                        : !field.isIn(made) && !(internal && (field == chargeType || field == bandwidthPackage)))
                .forEach(field -> problems.add(immutable.of(field.said(), field.name(), made)));
        return problems;
    }

    private boolean implied(Field<?> field, NetworkSpec made) {
        return field == chargeType && byPackage() && made.chargeType() == ChargeType.BANDWIDTH_PACKAGE;
    }

    /** How it is told that a made load balancer can't become what a field says now. */
    interface Immutable {
        /** @param said null: it says nothing any more */
        Problem of(@Nullable Said<?> said, String field, NetworkSpec made);
    }
}
