package io.enidirect.operator.desired.model;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.LoadBalancerProfileSpec;
import io.enidirect.crd.LoadBalancerProfileSpec.ProfileNetwork;
import io.enidirect.crd.NamespacesSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.NetworkSpec.IpVersion;
import io.enidirect.crd.NetworkSpec.Isp;
import io.enidirect.crd.NetworkSpec.Zones;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be written into a CloudLoadBalancer or LoadBalancerProfile and has no effect yet. Of what restricts, or is fixed once
 * a load balancer is made, nothing new comes without it; of what tunes the rest goes on.
 */
public final class NotYet {
    private static final String NOTHING_NEW = "nothing new is made without it, and what is programmed stays as it is";

    private final String object;
    private final List<Problem> problems = new ArrayList<>();

    private NotYet(String object) {
        this.object = object;
    }

    public static List<Problem> in(CloudLoadBalancer object) {
        CloudLoadBalancerSpec spec = object.getSpec();
        NotYet found = new NotYet("CloudLoadBalancer " + object.getMetadata().getName());
        NetworkSpec network = spec.network();
        if (network != null) {
            found.network(
                    "Make another CloudLoadBalancer without it: this one's network can't be changed",
                    network.ipVersion(),
                    network.isp(),
                    network.zones(),
                    network.slaType(),
                    network.chargeType(),
                    network.bandwidthPackageId());
            found.restricting("network.vip", network.vip(), "Make another CloudLoadBalancer without it");
        }
        found.restricting(
                "securityGroups", joined(spec.securityGroups()), "Bind them in the cloud's console, and take it out");
        found.restricting(
                "deletionProtection",
                isTrue(spec.deletionProtection()),
                "Switch it on in the cloud's console, and take it out");
        found.tuning(
                "internetMaxBandwidthOut",
                spec.internetMaxBandwidthOut(),
                "the load balancer has the cloud's own, 10 Mbps unless it was changed there",
                "Set it in the cloud's console, and take it out");
        found.tuning(
                "namespaces",
                shown(spec.namespaces()),
                "only the source that a load balancer was made for can be on it yet",
                "Take it out, or wait for a version that shares load balancers");
        if (spec.existing()) {
            found.tuning(
                    "passToTarget",
                    spec.passToTarget(),
                    "it is set on load balancers that are created here, and left as it is on an existing one",
                    "Set it in the cloud's console, and take it out");
        }
        if (network != null && network.ipVersion() == IpVersion.IPv6FullChain) {
            found.add(
                    Code.UNSUPPORTED,
                    "passToTarget",
                    isTrue(spec.passToTarget()),
                    "it has no effect: an IPv6FullChain load balancer does not know it",
                    "Take it out");
        }
        return List.copyOf(found.problems);
    }

    /**
     * Apart from what is copied into the CloudLoadBalancer that is made by it, and told there.
     *
     * @param name the profile's
     */
    public static List<Problem> in(String name, LoadBalancerProfileSpec spec) {
        NotYet found = new NotYet("LoadBalancerProfile " + name);
        ProfileNetwork network = Objects.requireNonNullElse(spec.network(), ProfileNetwork.NONE);
        found.network(
                "Take it out, or name another profile",
                network.ipVersion(),
                network.isp(),
                network.zones(),
                network.slaType(),
                network.chargeType(),
                network.bandwidthPackageId());
        String without = "Take it out, or name another profile";
        found.restricting("securityGroups", joined(spec.securityGroups()), without);
        found.restricting("deletionProtection", isTrue(spec.deletionProtection()), without);
        NamespacesSpec namespaces = spec.namespaces();
        found.restricting(
                "namespaces",
                namespaces == null || namespaces.names().contains("*") ? null : shown(namespaces),
                without);
        found.tuning(
                "overridable",
                spec.overridable().isEmpty() ? null : spec.overridable(),
                "what a source may say is as if the profile did not list anything",
                "Take it out");
        found.tuning(
                "httpsRedirect",
                spec.httpsRedirect(),
                "no Ingress gets HTTPS yet, so there is nothing to redirect to",
                "Take it out");
        return List.copyOf(found.problems);
    }

    /** Whether nothing may be made of the load balancer or on it. */
    public static boolean stops(CloudLoadBalancer object) {
        return in(object).stream().anyMatch(problem -> problem.code().restricts());
    }

    private void network(
            String remedy,
            @Nullable IpVersion ipVersion,
            @Nullable Isp isp,
            @Nullable Zones zones,
            @Nullable String slaType,
            NetworkSpec.@Nullable ChargeType chargeType,
            @Nullable String bandwidthPackageId) {
        restricting("network.ipVersion", ipVersion == IpVersion.NAT64 ? ipVersion : null, remedy);
        restricting("network.isp", isp == Isp.BGP ? null : isp, remedy);
        restricting("network.zones", zones == null ? null : shown(zones), remedy);
        restricting("network.slaType", slaType, remedy);
        restricting("network.chargeType", chargeType, remedy);
        restricting("network.bandwidthPackageId", bandwidthPackageId, remedy);
    }

    private void restricting(String field, @Nullable Object value, String remedy) {
        add(Code.CANNOT_RESTRICT, field, value, "it has no effect yet: " + NOTHING_NEW, remedy);
    }

    private void tuning(String field, @Nullable Object value, String instead, String remedy) {
        add(Code.UNSUPPORTED, field, value, "it has no effect yet: " + instead, remedy);
    }

    private void add(Code code, String field, @Nullable Object value, String rule, String remedy) {
        if (value != null) {
            problems.add(
                    Problem.of(code, new Place(object, "spec." + field), value.toString(), new Wording(rule, remedy)));
        }
    }

    private static @Nullable Boolean isTrue(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value) ? value : null;
    }

    private static @Nullable String joined(List<String> words) {
        return words.isEmpty() ? null : String.join(",", words);
    }

    private static String shown(Zones zones) {
        return Stream.of(zones.single(), zones.primary(), zones.backup())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(","));
    }

    private static @Nullable String shown(@Nullable NamespacesSpec namespaces) {
        if (namespaces == null) {
            return null;
        }
        String names = String.join(",", namespaces.names());
        return namespaces.selector() == null ? names : names.isEmpty() ? "a selector" : names + " and a selector";
    }
}
