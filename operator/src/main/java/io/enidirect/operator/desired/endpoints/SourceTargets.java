package io.enidirect.operator.desired.endpoints;

import io.enidirect.cloud.Network;
import io.enidirect.cloud.Target;
import io.enidirect.crd.Origin;
import io.enidirect.operator.annotations.PodWeight;
import io.enidirect.operator.annotations.WeightGroups;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import io.enidirect.operator.desired.model.TargetWish;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.enidirect.operator.snapshot.StepKey;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The targets behind a source's backends, wanted or held, with the problems met on the way. */
public final class SourceTargets {
    private final Snapshot seen;
    private final String namespace;
    private final Holds holds;
    private final EndpointTerms terms;
    private final Set<Problem> problems = new LinkedHashSet<>();

    public SourceTargets(Source source, Snapshot seen, PodWeight.Of weights) {
        this.seen = seen;
        this.namespace = source.ref().namespace();
        this.holds = new Holds(seen);
        this.terms =
                new EndpointTerms(seen.settings(), addressType(seen), weights, WeightGroups.of(source.object()), holds);
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** What of them is kept for a time only: when each ends, by the key of its memory. */
    public Map<StepKey, Instant> holds() {
        return holds.ends();
    }

    /**
     * Whatever an origin's addresses are now, also if its port was edited since. Where the port can't be resolved they only
     * shrink; where the origin is gone there are none.
     *
     * @param only whether the origin was its Service's only port
     */
    public Map<Target, TargetWish> follow(Origin origin, boolean only, Backend backend) {
        if (origin.kind().equals(Origin.EXTERNAL_BACKEND)) {
            return seen.external(namespace, origin.name())
                    .map(external -> ExternalTargets.of(external, terms))
                    .map(targets -> noted(targets.wishes(), targets.problems()))
                    .orElseGet(Map::of);
        }
        Service service = seen.endpoints(namespace, origin.name())
                .map(ServiceEndpoints::service)
                .orElse(null);
        return ServicePorts.became(origin, ServicePorts.of(service), only)
                .map(port -> of(origin.name(), port, backend))
                .orElseGet(() -> shrinking(origin, backend));
    }

    public Map<Target, TargetWish> of(String service, ServicePort port, Backend backend) {
        Optional<ServiceEndpoints> endpoints = seen.endpoints(namespace, service);
        if (endpoints.isEmpty()) {
            return Map.of();
        }
        Map<Target, Integer> registered = seen.observed().attachments().behind(backend);
        EndpointTargets found = EndpointTargets.of(endpoints.get(), port, backend, registered, terms);
        NoTargets.of(endpoints.get(), port, found, registered, terms).ifPresent(problems::add);
        return noted(found.wishes(), found.problems());
    }

    /** Those of them that still are endpoints of the Service; nobody new. */
    public Map<Target, TargetWish> shrinking(Origin origin, Backend backend) {
        return wishes(seen.endpoints(namespace, origin.name())
                .map(endpoints -> EndpointTargets.shrinking(
                        endpoints,
                        backend,
                        ServicePorts.weighed(origin),
                        seen.observed().attachments().behind(backend),
                        terms)));
    }

    /** What stands behind the backend, as it stands, but for what is no living address of the origin any more. */
    public Map<Target, TargetWish> leaving(Origin origin, Backend backend) {
        Map<Target, Integer> registered = seen.observed().attachments().behind(backend);
        Set<Target> living = origin.kind().equals(Origin.EXTERNAL_BACKEND)
                ? follow(origin, false, backend).keySet()
                : shrinking(origin, backend).keySet();
        Map<Target, TargetWish> stay = new HashMap<>();
        registered.forEach((target, weight) -> {
            if (living.contains(target)) {
                stay.put(target, TargetWish.keep(weight));
            }
        });
        return stay;
    }

    private Map<Target, TargetWish> wishes(Optional<EndpointTargets> targets) {
        return targets.map(found -> noted(found.wishes(), found.problems())).orElseGet(Map::of);
    }

    private Map<Target, TargetWish> noted(Map<Target, TargetWish> wishes, List<Problem> found) {
        problems.addAll(found);
        Stream.ofNullable(terms.said().mistake()).forEach(problems::add);
        return wishes;
    }

    private static String addressType(Snapshot seen) {
        return LoadBalancerWish.of(seen.object(), seen.settings()).network().ipVersion()
                        == Network.IpVersion.IPV6_FULL_CHAIN
                ? "IPv6"
                : "IPv4";
    }
}
