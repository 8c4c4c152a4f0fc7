package io.enidirect.operator.desired;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Target;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.Origin;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.claim.Claim;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Service's contribution: a listener for each port, and what of it is programmed and has to stay. */
final class ServiceContribution {
    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP");

    private final Source source;
    private final Service service;
    private final Snapshot seen;
    private final List<ListenerRecord> recorded;
    private final List<Part> parts = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private ServiceContribution(Source source, Snapshot seen) {
        this.source = source;
        this.service = (Service) source.object();
        this.seen = seen;
        this.recorded = seen.recorded().listeners().stream()
                .filter(listener -> source.ref().key().equals(listener.source()))
                .toList();
    }

    static Contribution of(Source source, Snapshot seen) {
        ServiceContribution contribution = new ServiceContribution(source, seen);
        contribution.problems.addAll(source.claim().problems());
        if (source.claim().state() == Claim.State.OURS) {
            contribution.addPorts();
            contribution.keepReplaced();
        } else if (source.claim().state() == Claim.State.HELD || contribution.waitsForDeletion()) {
            contribution.recorded.forEach(contribution::hold);
        }
        return new Contribution(source.ref(), source.created(), contribution.parts, contribution.problems);
    }

    /** An own load balancer goes as a whole, when its object is deleted: nothing is taken from it before. */
    private boolean waitsForDeletion() {
        return seen.object().getSpec().source() != null && !seen.deleting();
    }

    private void addPorts() {
        ServiceSettings settings = ServiceSettings.of(service);
        problems.addAll(settings.problems());
        for (ServicePort port : ServicePorts.of(service)) {
            if (!PROTOCOLS.contains(ServicePorts.protocol(port))) {
                problems.add(new Problem(
                        Code.UNSUPPORTED_PART,
                        source.ref().toString(),
                        field(port.getPort()) + ".protocol",
                        port.getProtocol(),
                        "a listener speaks TCP or UDP",
                        "Use one of them; the other ports go on"));
                continue;
            }
            Backend backend = backend(port);
            parts.add(Part.wanted(
                    backend,
                    source.ref(),
                    ServicePorts.origin(service, port),
                    field(port.getPort()),
                    new BackendSettings(null, settings.sessionSeconds(), null, List.of()),
                    targets(port, backend)));
        }
    }

    /** What is recorded and asked for no more goes, unless it is being replaced or what it became can't be programmed. */
    private void keepReplaced() {
        Set<Backend> wanted = parts.stream().map(Part::backend).collect(Collectors.toSet());
        for (ListenerRecord entry : recorded) {
            if (wanted.contains(backend(entry)) || entry.id() == null || entry.origin() == null) {
                continue;
            }
            Optional<ServicePort> became = became(entry.origin());
            if (became.isEmpty()) {
                continue;
            }
            if (PROTOCOLS.contains(ServicePorts.protocol(became.get()))) {
                Backend replaced = backend(entry);
                parts.add(Part.replaced(
                        replaced,
                        source.ref(),
                        entry.origin(),
                        field(entry.port()),
                        shrinking(replaced),
                        backend(became.get())));
            } else {
                hold(entry);
            }
        }
    }

    private Optional<ServicePort> became(Origin origin) {
        List<ServicePort> ports = ServicePorts.of(service);
        // the record of a replacement does not make its predecessor one of two
        long programmed = recorded.stream()
                .filter(entry -> entry.id() != null && entry.origin() != null)
                .filter(entry -> ports.stream().noneMatch(port -> isFor(entry, port)))
                .count();
        return ServicePorts.became(origin, ports, origin.portName() == null || programmed == 1);
    }

    private static boolean isFor(ListenerRecord entry, ServicePort port) {
        return entry.port() == port.getPort() && entry.protocol().equals(ServicePorts.protocol(port));
    }

    private void hold(ListenerRecord entry) {
        if (entry.id() == null || entry.origin() == null) {
            return; // announced and never made: nothing is programmed that could be held
        }
        Backend backend = backend(entry);
        Map<Target, Wish> targets =
                became(entry.origin()).map(port -> targets(port, backend)).orElseGet(() -> shrinking(backend));
        parts.add(Part.held(backend, source.ref(), entry.origin(), field(entry.port()), targets));
    }

    private Map<Target, Wish> targets(ServicePort port, Backend backend) {
        return wishes(endpoints()
                .map(origin -> EndpointTargets.of(
                        origin, port, Desired.registered(seen, backend), addressType(), seen.settings()))
                .orElse(null));
    }

    private Map<Target, Wish> shrinking(Backend backend) {
        return wishes(endpoints()
                .map(origin -> EndpointTargets.shrinking(
                        origin, Desired.registered(seen, backend), addressType(), seen.settings()))
                .orElse(null));
    }

    private Map<Target, Wish> wishes(@Nullable EndpointTargets targets) {
        if (targets == null) {
            return new TreeMap<>();
        }
        targets.problems().stream()
                .filter(problem -> !problems.contains(problem))
                .forEach(problems::add);
        return targets.wishes();
    }

    private Optional<ServiceEndpoints> endpoints() {
        SourceRef ref = source.ref();
        return seen.endpoints(ref.namespace(), ref.name());
    }

    private String addressType() {
        return LoadBalancerWish.of(seen.object(), seen.settings()).network().ipVersion()
                        == Network.IpVersion.IPV6_FULL_CHAIN
                ? "IPv6"
                : "IPv4";
    }

    private static String field(int port) {
        return "spec.ports[port=" + port + "]";
    }

    private static Backend backend(ServicePort port) {
        return Backend.of(new ListenerKey(Protocol.valueOf(ServicePorts.protocol(port)), port.getPort()));
    }

    private static Backend backend(ListenerRecord entry) {
        return Backend.of(new ListenerKey(Protocol.valueOf(entry.protocol()), entry.port()));
    }
}
