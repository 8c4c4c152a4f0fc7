package io.enidirect.operator.kinds.service;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.crd.Origin;
import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.annotations.PodWeight;
import io.enidirect.operator.annotations.ServiceWishes;
import io.enidirect.operator.desired.endpoints.ServicePorts;
import io.enidirect.operator.desired.endpoints.SourceTargets;
import io.enidirect.operator.desired.model.Asked;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.Desired.State;
import io.enidirect.operator.desired.model.Forward;
import io.enidirect.operator.desired.model.ListenerWords;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.RefusedReplacement;
import io.enidirect.operator.desired.tuning.SourceTuning;
import io.enidirect.operator.kinds.HeldPart;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.record.RecordedPart;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Service's contribution: a listener for each port, and what of it is programmed and has to stay. */
final class ServiceContribution {
    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP");

    private final Source source;
    private final Service service;
    private final Snapshot seen;
    private final ServiceSettings settings;
    private final BackendSettings untuned;
    private final SourceTuning tuning;
    private final SourceTargets targets;
    private final List<RecordedPart> recorded;
    private final Set<Backend> refused = new HashSet<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private ServiceContribution(Source source, Snapshot seen) {
        this.source = source;
        this.service = (Service) source.object();
        this.seen = seen;
        this.settings = ServiceSettings.of(service);
        this.tuning = SourceTuning.of(source, seen);
        this.untuned = settings.over(
                LoadBalancerWish.of(seen.object(), seen.settings()).healthCheck());
        this.targets = new SourceTargets(source, seen, PodWeight.Of.SERVICE);
        this.recorded = RecordedPart.of(seen.recorded(), source.ref().key());
    }

    static Contribution of(Source source, Snapshot seen) {
        ServiceContribution contribution = new ServiceContribution(source, seen);
        contribution.problems.addAll(source.claim().problems());
        if (source.claim().state() == Claim.State.OURS && !seen.skipped()) {
            contribution.addPorts();
            contribution.keepReplaced();
        } else if (seen.skipped()) {
            contribution.recorded.forEach(contribution::leaveAlone);
        } else if (source.claim().state() == Claim.State.HELD || Desired.waitsForDeletion(seen)) {
            contribution.recorded.forEach(contribution::hold);
        }
        contribution.problems.addAll(contribution.targets.problems());
        List<ListenerWords> listeners = contribution.listeners();
        contribution.problems.addAll(contribution.told());
        return new Contribution(
                source.ref(),
                source.created(),
                contribution.parts,
                listeners,
                List.of(),
                contribution.problems,
                contribution.targets.holds());
    }

    private List<ListenerWords> listeners() {
        return tuning.listeners(
                parts.stream().map(part -> part.backend().listener()).toList());
    }

    /** Of what has an effect only where it asks for something. */
    private List<Problem> told() {
        return source.claim().state() == Claim.State.OURS ? tuning.problems() : List.of();
    }

    private Asked asked(Backend backend, String field) {
        return tuning.tuned(Asked.wanted(backend, source.ref(), field, untuned).naming(settings.named()));
    }

    private void addPorts() {
        problems.addAll(settings.problems());
        problems.addAll(ServiceWishes.of(service).told());
        Set<Backend> mine = recorded.stream().map(RecordedPart::backend).collect(Collectors.toSet());
        if (Cut.parts(service)) {
            problems.add(Problem.of(
                    Code.QUOTA,
                    new Place(source.ref().toString(), "spec.ports"),
                    null,
                    new Wording(
                            "there are more than " + Cut.PORTS + " ports, and a load balancer has " + State.LISTENERS
                                    + " listeners: the rest is not read, and what is programmed of it stays as it is",
                            "Spread the ports over several Services")));
        }
        Set<String> hashes = recorded.stream()
                .flatMap(entry -> Stream.ofNullable(entry.refused()))
                .collect(Collectors.toSet());
        int room = State.LISTENERS - mine.size();
        for (ServicePort port : ServicePorts.of(service)) {
            if (!PROTOCOLS.contains(ServicePorts.protocol(port))) {
                problems.add(Problem.of(
                        Code.UNSUPPORTED_PART,
                        new Place(source.ref().toString(), field(port.getPort()) + ".protocol"),
                        port.getProtocol(),
                        new Wording("a listener speaks TCP or UDP", "Use one of them; the other ports go on")));
                continue;
            }
            Backend backend = backend(port);
            if (!mine.contains(backend) && room-- <= 0) {
                problems.add(full(port));
                continue;
            }
            Asked asked = asked(backend, field(port.getPort()));
            if (hashes.contains(RefusedReplacement.hash(backend, asked.settings()))) {
                refused.add(backend);
                problems.add(RefusedReplacement.ofListener(source.ref(), field(port.getPort()), backend.listener()));
                continue;
            }
            parts.add(new Forward(
                    asked,
                    List.of(ServicePorts.origin(service, port)),
                    targets.of(service.getMetadata().getName(), port, backend)));
        }
    }

    private Problem full(ServicePort port) {
        return Problem.of(
                Code.QUOTA,
                new Place(source.ref().toString(), field(port.getPort())),
                null,
                new Wording(
                        "a load balancer has " + State.LISTENERS + " listeners, and they are used up",
                        "Spread the ports over several Services; it follows when others go"));
    }

    /** What is recorded and asked for no more goes, unless it is being replaced or what it became can't be programmed. */
    private void keepReplaced() {
        Set<Backend> asked = parts.stream().map(Part::backend).collect(Collectors.toSet());
        for (RecordedPart entry : recorded) {
            if (asked.contains(entry.backend())
                    || !entry.programmed()
                    || entry.origins().isEmpty()) {
                continue;
            }
            Origin origin = entry.origins().get(0);
            Optional<ServicePort> became = became(origin);
            if (became.isEmpty()) {
                if (Cut.parts(service)) {
                    hold(entry); // it may be among those that are not read
                }
                continue;
            }
            if (refused.contains(entry.backend())) {
                continue; // it is what was refused, and goes
            }
            if (!PROTOCOLS.contains(ServicePorts.protocol(became.get()))) {
                hold(entry);
            } else if (refused.contains(backend(became.get()))) {
                parts.add(again(entry, became.get()));
            } else {
                parts.add(new Forward(
                        Asked.replaced(entry.backend(), source.ref(), field(entry), backend(became.get())),
                        entry.origins(),
                        targets.shrinking(origin, entry.backend())));
            }
        }
    }

    /** As it was: its targets had left it for what the cloud refuses. */
    private Part again(RecordedPart entry, ServicePort became) {
        return new Forward(
                asked(entry.backend(), field(entry)),
                entry.origins(),
                targets.of(service.getMetadata().getName(), became, entry.backend()));
    }

    private Optional<ServicePort> became(Origin origin) {
        return ServicePorts.became(origin, ServicePorts.of(service), wasOnly(origin));
    }

    private boolean wasOnly(Origin origin) {
        if (origin.portName() == null) {
            return true;
        }
        List<ServicePort> ports = ServicePorts.of(service);
        // the record of a replacement does not make its predecessor one of two
        return recorded.stream()
                        .filter(RecordedPart::programmed)
                        .filter(entry -> ports.stream().noneMatch(port -> isFor(entry, port)))
                        .limit(2)
                        .count()
                == 1;
    }

    private static boolean isFor(RecordedPart entry, ServicePort port) {
        ListenerKey key = entry.backend().listener();
        return key.port() == port.getPort() && key.protocol().name().equals(ServicePorts.protocol(port));
    }

    private void hold(RecordedPart entry) {
        if (!entry.programmed()) {
            return; // announced and never made: nothing is programmed that could be held
        }
        parts.add(HeldPart.of(
                entry, source.ref(), field(entry), origin -> targets.follow(origin, wasOnly(origin), entry.backend())));
    }

    private void leaveAlone(RecordedPart entry) {
        if (entry.programmed()) {
            parts.add(
                    HeldPart.of(entry, source.ref(), field(entry), origin -> targets.leaving(origin, entry.backend())));
        }
    }

    private static String field(RecordedPart entry) {
        return field(entry.backend().listener().port());
    }

    private static String field(int port) {
        return "spec.ports[port=" + port + "]";
    }

    private static Backend backend(ServicePort port) {
        return Backend.of(new ListenerKey(Protocol.valueOf(ServicePorts.protocol(port)), port.getPort()));
    }
}
