package io.enidirect.operator.desired.endpoints;

import io.enidirect.cloud.Binding;
import io.enidirect.cloud.IpAddresses;
import io.enidirect.cloud.Target;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.ExternalBackendSpec.Address;
import io.enidirect.operator.desired.model.TargetWish;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.ExternalEndpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The addresses of an ExternalBackend that may be targets. A tenant writes them, so each has to lie in the ranges that the
 * administrator gave, and none may be one that the system gave to somebody in the cluster, of whom nothing is told.
 *
 * @param wishes by target
 * @param problems of those that are none
 */
record ExternalTargets(Map<Target, TargetWish> wishes, List<Problem> problems) {

    private record Refusal(String rule, String remedy) {}

    static ExternalTargets of(ExternalEndpoints origin, EndpointTerms terms) {
        Map<Target, TargetWish> wishes = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        ExternalBackend object = origin.object();
        List<Address> addresses = object == null || object.getSpec() == null
                ? List.of()
                : object.getSpec().addresses();
        for (int i = 0; i < addresses.size(); i++) {
            Address address = addresses.get(i);
            Optional<Refusal> refusal = refusal(address, origin, terms);
            if (object != null && refusal.isPresent()) {
                problems.add(Problem.of(
                        Code.TARGET_REFUSED,
                        new Place(name(object), "spec.addresses[" + i + "].ip"),
                        address.ip(),
                        new Wording(refusal.get().rule(), refusal.get().remedy())));
            } else {
                int weight = address.weight() == null ? Binding.DEFAULT_WEIGHT : address.weight();
                wishes.putIfAbsent(new Target(address.ip(), address.port()), TargetWish.register(weight));
            }
        }
        if (object != null && wishes.isEmpty()) {
            problems.add(Problem.of(
                    Code.NO_TARGETS,
                    new Place(name(object), "spec.addresses"),
                    null,
                    new Wording(
                            "none of them may be a target", "Mend what is said of them beside this (TargetRefused)")));
        }
        return new ExternalTargets(wishes, problems);
    }

    private static String name(ExternalBackend object) {
        return "ExternalBackend " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }

    private static Optional<Refusal> refusal(Address address, ExternalEndpoints origin, EndpointTerms terms) {
        // first: in no range, it is none of his business what else the address is
        if (!terms.settings().allowsExternal(address.ip())) {
            return Optional.of(new Refusal(
                    "the address is in none of the ranges " + terms.settings().externalRanges()
                            + " that --external-ranges allows",
                    "Name another address, or have an administrator widen --external-ranges"));
        }
        if (origin.inCluster().contains(address.ip())) {
            return Optional.of(new Refusal(
                    "it is an address inside the cluster, and an ExternalBackend is for what is outside",
                    "Name the Service of what runs in the cluster as the backend"));
        }
        String type = IpAddresses.canonical(address.ip()).contains(":") ? "IPv6" : "IPv4";
        if (!type.equals(terms.addressType())) {
            return Optional.of(new Refusal(
                    "it is an " + type + " address, and the load balancer forwards to " + terms.addressType()
                            + " addresses",
                    "Name one of these"));
        }
        return Optional.empty();
    }
}
