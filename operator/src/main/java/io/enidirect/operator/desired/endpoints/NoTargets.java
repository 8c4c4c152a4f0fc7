package io.enidirect.operator.desired.endpoints;

import io.enidirect.cloud.Target;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.StepKey;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a Service's port gives no target, although everything else is as it should be. What the Service itself says is told at
 * once; what its pods say, only where it lasts, since each Service is without pods for a moment when it is new.
 */
public final class NoTargets {
    /** A Service's port gives none. */
    public record Lacking(String service, int port) implements StepKey {}

    private final String object;
    private final ServiceSpec spec;
    private final ServicePort port;
    private final EndpointTerms terms;
    private final List<EndpointSlice> filled;

    private NoTargets(ServiceEndpoints origin, ServiceSpec spec, String object, ServicePort port, EndpointTerms terms) {
        this.object = object;
        this.spec = spec;
        this.port = port;
        this.terms = terms;
        this.filled = origin.slices().stream()
                .filter(slice -> terms.addressType().equals(slice.getAddressType()))
                .filter(slice ->
                        slice.getEndpoints() != null && !slice.getEndpoints().isEmpty())
                .toList();
    }

    /** @param registered what stands behind the backend now, with weights */
    static Optional<Problem> of(
            ServiceEndpoints origin,
            ServicePort port,
            EndpointTargets found,
            Map<Target, Integer> registered,
            EndpointTerms terms) {
        boolean some = found.wishes().entrySet().stream()
                .anyMatch(wish -> wish.getValue().serves(registered.containsKey(wish.getKey())));
        if (origin.service() == null
                || "ExternalName".equals(origin.service().getSpec().getType())
                || some) {
            return Optional.empty();
        }
        String name = origin.service().getMetadata().getNamespace() + "/"
                + origin.service().getMetadata().getName();
        NoTargets none = new NoTargets(origin, origin.service().getSpec(), "Service " + name, port, terms);
        Optional<Problem> said = none.bySpec();
        if (said.isPresent() || !origin.trusted()) {
            return said;
        }
        // asked again and again while it lasts: from the first time on the time runs
        return terms.holds()
                        .hold(
                                new Lacking(name, port.getPort()),
                                terms.settings().timing().reports().noTargetsAfter())
                ? Optional.empty()
                : Optional.of(none.byPods(found));
    }

    private Optional<Problem> bySpec() {
        if (spec.getSelector() == null || spec.getSelector().isEmpty()) {
            return Optional.of(problem(
                    "spec.selector",
                    null,
                    "a Service without a selector has no pods that could be targets",
                    "Give it a selector; addresses outside the cluster belong in an ExternalBackend"));
        }
        List<String> families = spec.getIpFamilies();
        if (families == null || families.isEmpty() || families.contains(terms.addressType())) {
            return Optional.empty();
        }
        return Optional.of(problem(
                "spec.ipFamilies",
                String.join(",", families),
                "its load balancer forwards to " + terms.addressType()
                        + " addresses, and the Service has none of its pods'",
                "Add " + terms.addressType()
                        + " to it, with ipFamilyPolicy: PreferDualStack; or have a load balancer of the"
                        + " other family made, by a LoadBalancerProfile"));
    }

    private Problem byPods(EndpointTargets found) {
        if (filled.isEmpty()) {
            return problem(
                    "spec.selector",
                    new TreeMap<>(spec.getSelector())
                            .entrySet().stream()
                                    .map(label -> label.getKey() + "=" + label.getValue())
                                    .collect(Collectors.joining(",")),
                    "it selects no pod that has an address",
                    "Scale up what makes the pods, or select the labels that they have");
        }
        String named =
                port.getTargetPort() == null ? null : port.getTargetPort().getStrVal();
        if (named != null && filled.stream().noneMatch(this::knowsPort)) {
            return problem(
                    "spec.ports[port=" + port.getPort() + "].targetPort",
                    named,
                    "no container of its pods has a port of that name and protocol",
                    "Name the port so in the pods' containers, or write its number");
        }
        if (found.problems().stream().anyMatch(problem -> problem.code() == Code.TARGET_REFUSED)) {
            return problem(
                    null,
                    null,
                    "none of its pods may be a target",
                    "Mend what is said of them beside this (TargetRefused)");
        }
        return problem(
                null,
                null,
                "none of its pods is ready",
                "Look at them (kubectl describe pod); each becomes a target as soon as it is ready");
    }

    private boolean knowsPort(EndpointSlice slice) {
        return EndpointTargets.slicePort(slice, port).isPresent();
    }

    private Problem problem(@Nullable String field, @Nullable String value, String rule, String remedy) {
        return Problem.of(Code.NO_TARGETS, new Place(object, field), value, new Wording(rule, remedy));
    }
}
