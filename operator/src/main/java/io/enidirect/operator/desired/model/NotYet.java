package io.enidirect.operator.desired.model;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.LoadBalancerProfileSpec;
import io.enidirect.crd.NamespacesSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.NetworkSpec.IpVersion;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import java.util.ArrayList;
import java.util.List;
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
        if (spec.existing()) {
            String theirs = "an existing load balancer's own are left as they are";
            found.restricting(
                    "securityGroups",
                    joined(spec.securityGroups()),
                    "Bind them in the cloud's console, and take it out");
            found.restricting(
                    "deletionProtection",
                    isTrue(spec.deletionProtection()),
                    "Switch it on in the cloud's console, and take it out");
            found.tuning(
                    "internetMaxBandwidthOut",
                    spec.internetMaxBandwidthOut(),
                    theirs,
                    "Set it in the cloud's console, and take it out");
        }
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
        if (network != null && network.ipVersion() != null && network.ipVersion() != IpVersion.IPv4) {
            found.add(
                    Code.UNSUPPORTED,
                    "passToTarget",
                    isTrue(spec.passToTarget()),
                    "it has no effect: an IPv6 load balancer does not know it",
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

    private static @Nullable String joined(@Nullable List<String> words) {
        return words == null ? null : String.join(",", words);
    }

    private static @Nullable String shown(@Nullable NamespacesSpec namespaces) {
        if (namespaces == null) {
            return null;
        }
        String names = String.join(",", namespaces.names());
        return namespaces.selector() == null ? names : names.isEmpty() ? "a selector" : names + " and a selector";
    }
}
