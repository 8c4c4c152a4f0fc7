package io.enidirect.operator.desired.merge;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Target;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.desired.model.DomainWords;
import io.enidirect.operator.desired.model.Forward;
import io.enidirect.operator.desired.model.ListenerWords;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.TargetWish;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Problems;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Contributions → what can be true of one load balancer. Who holds a place by the record keeps it; among those who hold
 * nothing the older source goes first, then the order of the spec. The loser gets a problem that names the winner.
 */
public final class Merge {
    private final Map<SourceRef, List<Problem>> problems = new LinkedHashMap<>();
    private final Rights rights;
    private final List<Part> parts;
    private final List<ListenerWords> listeners;
    private final List<DomainWords> domains;

    private Merge(List<Contribution> contributions, CloudLoadBalancerStatus record, Settings settings) {
        List<Contribution> ordered = contributions.stream()
                .sorted(Comparator.comparing(Contribution::created)
                        .thenComparing(contribution -> contribution.source().namespace())
                        .thenComparing(contribution -> contribution.source().name())
                        .thenComparing(contribution -> contribution.source().uid()))
                .toList();
        ordered.forEach(contribution -> problems.put(contribution.source(), new ArrayList<>(contribution.problems())));
        this.rights = new Rights(record);
        List<Part> listening = onePortEach(ordered.stream()
                .flatMap(contribution -> contribution.parts().stream())
                .toList());
        List<Part> merged = Stream.concat(
                        onePlaceEach(Rights.first(rights::holds, listening)).stream(),
                        new RuleMerge(settings.limits().rulesPerListener(), rights, this::report)
                                .merge(listening).stream())
                .toList();
        List<Part> recordable = new RecordRoom(rights, this::report).within(merged);
        GoingBack goingBack = new GoingBack(record, settings.listenerName());
        this.parts = new RedirectMerge(this::report)
                .leadingSomewhere(recordable).stream()
                        .map(goingBack::part)
                        .sorted(Comparator.comparing(Part::backend))
                        .toList();
        this.listeners = goingBack.listeners(
                Words.first(ordered, Contribution::listeners, parts, Words::isOn, ListenerWords::listener), parts);
        this.domains =
                goingBack.domains(Words.first(ordered, Contribution::domains, parts, Words::isOn, Words.Host::of));
    }

    public static Merge of(List<Contribution> contributions, CloudLoadBalancerStatus record, Settings settings) {
        return new Merge(contributions, record, settings);
    }

    public List<ListenerWords> listeners() {
        return listeners;
    }

    public List<DomainWords> domains() {
        return domains;
    }

    public List<Part> parts() {
        return parts;
    }

    public Map<SourceRef, List<Problem>> problems() {
        return problems.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> Problems.most(entry.getValue(), Problems.MOST),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    /** A port can be listened on once in each class: the first by right takes it, and rules share its listener. */
    private List<Part> onePortEach(List<Part> ordered) {
        Map<Port, Part> winners = new HashMap<>();
        Rights.first(rights::holdsPort, ordered).forEach(part -> winners.putIfAbsent(port(part), part));
        List<Part> kept = new ArrayList<>();
        for (Part part : ordered) {
            Part winner = Objects.requireNonNull(winners.get(port(part)));
            if (winner == part || shareListener(winner, part) || isReplacement(part, winner)) {
                kept.add(part);
            } else {
                report(part, portTaken(part, winner));
            }
        }
        return kept;
    }

    private record Port(Protocol.PortClass portClass, int number) {}

    private static Port port(Part part) {
        ListenerKey key = part.backend().listener();
        return new Port(key.protocol().portClass(), key.port());
    }

    private static boolean shareListener(Part one, Part other) {
        return one.backend().rule() != null
                && one.backend().listener().equals(other.backend().listener());
    }

    private static Problem portTaken(Part part, Part winner) {
        return Problem.of(
                Code.FOREIGN_LISTENER,
                new Place(part.source().toString(), "port " + part.backend().listener()),
                null,
                new Wording(
                        winner.source() + " holds port " + winner.backend().listener()
                                + ", and a port is listened on once",
                        (part.backend().rule() == null
                                        ? "Choose another port"
                                        : "Give one of them another load balancer")
                                + "; it is taken over when " + winner.source() + " gives it up"));
    }

    /** An address stands behind one L4 backend of a class: the first by right keeps it (TKE's E4036). */
    private List<Part> onePlaceEach(List<Part> byRight) {
        Map<Slot, Part> taken = new HashMap<>();
        List<Part> kept = new ArrayList<>();
        for (Part part : byRight) {
            if (part.backend().rule() != null) {
                continue; // rules are exempt
            }
            Map<Target, TargetWish> targets = new LinkedHashMap<>();
            Part winner = null;
            for (Map.Entry<Target, TargetWish> entry : new TreeMap<>(part.targets()).entrySet()) {
                Part holder = part.standing() == Part.Standing.REPLACED
                        ? null // its addresses move when its replacement is there: no rivals
                        : Slot.of(part.backend(), entry.getKey())
                                .map(slot -> taken.putIfAbsent(slot, part))
                                .orElse(null);
                if (holder == null) {
                    targets.put(entry.getKey(), entry.getValue());
                } else {
                    winner = holder;
                }
            }
            if (winner != null) {
                report(part, taken(part, winner));
            }
            boolean leftWithNothing = winner != null && targets.isEmpty();
            if (!leftWithNothing || rights.holds(part)) {
                kept.add(part instanceof Forward forward ? forward.withTargets(targets) : part);
            }
        }
        return kept;
    }

    private static Problem taken(Part part, Part winner) {
        return Problem.of(
                Code.TARGET_TAKEN,
                new Place(part.source().toString(), "port " + part.backend()),
                null,
                new Wording(
                        "its pods already stand behind " + winner.backend() + " of " + winner.source()
                                + " at the same target port, and an address can stand behind one L4 listener only (E4036)",
                        "Let the pods listen on another port for it, and name that as targetPort"));
    }

    /** Whether one of both only stays until the other's listener, with all that is to be on it, has taken its place. */
    private static boolean isReplacement(Part part, Part winner) {
        return part.source().equals(winner.source()) && (leadsTo(part, winner) || leadsTo(winner, part));
    }

    private static boolean leadsTo(Part replaced, Part other) {
        Backend replacement = replaced.replacement();
        return replacement != null
                && replacement.listener().equals(other.backend().listener());
    }

    private void report(Part loser, Problem problem) {
        problems.computeIfAbsent(loser.source(), ref -> new ArrayList<>()).add(problem);
    }
}
