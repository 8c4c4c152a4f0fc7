package io.enidirect.operator.kinds.service;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.crd.Origin;
import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.annotations.PodWeight;
import io.enidirect.operator.annotations.ServiceWishes;
import io.enidirect.operator.desired.endpoints.ServicePorts;
import io.enidirect.operator.desired.endpoints.SourceTargets;
import io.enidirect.operator.desired.model.Asked;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.DomainWords;
import io.enidirect.operator.desired.model.Forward;
import io.enidirect.operator.desired.model.ListenerWords;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.RefusedReplacement;
import io.enidirect.operator.desired.tuning.SourceTuning;
import io.enidirect.operator.kinds.HeldPart;
import io.enidirect.operator.kinds.service.ServiceParts.Wanted;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Service's contribution: the listeners and rules that it asks for, and what of it is programmed and has to stay. */
final class ServiceContribution {
    /** By what a TkeServiceConfig may call the rule of a host. */
    private static final List<String> WHOLE_HOST = List.of("/", "");

    private final Source source;
    private final Service service;
    private final Snapshot seen;
    private final ServiceSettings settings;
    private final BackendSettings untuned;
    private final SourceTuning tuning;
    private final SourceTargets targets;
    private final List<RecordedPart> recorded;
    private final ServiceParts wanted;
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
        this.wanted = ServiceParts.of(
                service, source.ref(), recorded, seen.settings().limits().rulesPerListener());
    }

    static Contribution of(Source source, Snapshot seen) {
        ServiceContribution contribution = new ServiceContribution(source, seen);
        contribution.problems.addAll(source.claim().problems());
        if (source.claim().state() == Claim.State.OURS && !seen.skipped()) {
            contribution.addParts();
            contribution.keepReplaced();
        } else if (seen.skipped()) {
            contribution.recorded.forEach(contribution::leaveAlone);
        } else if (source.claim().state() == Claim.State.HELD || Desired.waitsForDeletion(seen)) {
            contribution.recorded.forEach(contribution::hold);
        }
        contribution.problems.addAll(contribution.targets.problems());
        List<ListenerWords> listeners = contribution.tuning.listenersOf(contribution.parts);
        List<DomainWords> domains = contribution.tuning.domainsOf(contribution.parts);
        contribution.problems.addAll(contribution.told());
        return new Contribution(
                source.ref(),
                source.created(),
                contribution.parts,
                listeners,
                domains,
                contribution.problems,
                contribution.targets.holds());
    }

    /** Of what has an effect only where it asks for something. */
    private List<Problem> told() {
        return source.claim().state() == Claim.State.OURS ? tuning.problems() : List.of();
    }

    private Asked asked(Backend backend, String field) {
        Asked asked = Asked.wanted(backend, source.ref(), field, untuned);
        return backend.rule() == null
                ? tuning.tuned(asked.naming(settings.named()))
                : tuning.tuned(
                        asked.with(new BackendSettings(null, null, untuned.healthCheck()), Set.of()), WHOLE_HOST);
    }

    private void addParts() {
        problems.addAll(settings.problems());
        problems.addAll(ServiceWishes.of(service).told());
        if (Cut.parts(service)) {
            problems.add(Problem.of(
                    Code.QUOTA,
                    new Place(source.ref().toString(), "spec.ports"),
                    null,
                    new Wording(
                            "there are more than " + Cut.PORTS + " ports, and a load balancer has "
                                    + seen.settings().limits().listeners()
                                    + " listeners: the rest is not read, and what is programmed of it stays as it is",
                            "Spread the ports over several Services")));
        }
        problems.addAll(wanted.problems());
        Set<ListenerKey> listeners = recorded.stream()
                .map(entry -> entry.backend().listener())
                .collect(Collectors.toCollection(HashSet::new));
        Set<String> hashes = recorded.stream()
                .flatMap(entry -> Stream.ofNullable(entry.refused()))
                .collect(Collectors.toSet());
        Set<Problem> told = new LinkedHashSet<>();
        for (Wanted part : wanted.wanted()) {
            if (!listeners.contains(part.listener())
                    && listeners.size() >= seen.settings().limits().listeners()) {
                told.add(full(part));
                continue;
            }
            listeners.add(part.listener());
            Asked asked = asked(part.backend(), part.field());
            if (hashes.contains(hash(asked))) {
                refused.add(part.backend());
                told.add(
                        part.listener().protocol().layer7()
                                ? RefusedReplacement.ofPlace(source.ref(), part.field(), part.listener())
                                : RefusedReplacement.ofListener(source.ref(), part.field(), part.listener()));
                continue;
            }
            parts.add(new Forward(
                    asked,
                    List.of(ServicePorts.origin(service, part.port())),
                    targets.of(service.getMetadata().getName(), part.port(), part.backend())));
        }
        problems.addAll(told);
        if (settings.sessionSeconds() != null
                && wanted.wanted().stream()
                        .anyMatch(part -> part.listener().protocol().layer7())) {
            problems.add(settings.notOfRules(source.ref()));
        }
    }

    /** By which it is known that it was refused: a listener of rules whatever is to be on it. */
    private static String hash(Asked asked) {
        ListenerKey listener = asked.backend().listener();
        return listener.protocol().layer7()
                ? RefusedReplacement.hash(listener)
                : RefusedReplacement.hash(asked.backend(), asked.settings());
    }

    private Problem full(Wanted part) {
        return Problem.of(
                Code.QUOTA,
                new Place(source.ref().toString(), part.field()),
                null,
                new Wording(
                        "a load balancer has " + seen.settings().limits().listeners()
                                + " listeners, and they are used up",
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
            if (wanted.unusable().contains(became.get())) {
                hold(entry);
                continue;
            }
            Optional<Backend> successor = wanted.successor(entry.backend(), became.get());
            if (successor.filter(refused::contains).isPresent()) {
                parts.add(again(entry, became.get()));
            } else {
                successor.ifPresent(backend -> parts.add(new Forward(
                        Asked.replaced(entry.backend(), source.ref(), field(entry), backend),
                        entry.origins(),
                        targets.shrinking(origin, entry.backend()))));
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
        // the record of a replacement does not make its predecessor one of two, nor do several listeners of one port
        return recorded.stream()
                        .filter(RecordedPart::programmed)
                        .flatMap(entry -> entry.origins().stream())
                        .map(Port::of)
                        .distinct()
                        .filter(old -> ports.stream().noneMatch(port -> old.equals(Port.of(port))))
                        .limit(2)
                        .count()
                == 1;
    }

    /** A port of the Service, by what Kubernetes knows it by. */
    private record Port(int number, String protocol) {
        static Port of(Origin origin) {
            return new Port(origin.port(), origin.protocol() == null ? "TCP" : origin.protocol());
        }

        static Port of(ServicePort port) {
            return new Port(port.getPort(), ServicePorts.protocol(port));
        }
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
        return ServiceParts.field(entry.backend().listener().port());
    }
}
