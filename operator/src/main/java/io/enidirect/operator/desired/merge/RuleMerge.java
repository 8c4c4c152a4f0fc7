package io.enidirect.operator.desired.merge;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Backend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The rules of one load balancer: a host is one namespace's, a host and path one source's, and a listener holds 50. What a
 * source asks for with one path stands or falls together.
 */
final class RuleMerge {
    /** One path of a source, or its defaultBackend on one host. */
    record Unit(SourceRef source, String field, ListenerKey listener, String domain) {
        static Unit of(Part part) {
            return new Unit(
                    part.source(),
                    part.field(),
                    part.backend().listener(),
                    rule(part).domain());
        }
    }

    private final int most;
    private final Rights rights;
    private final BiConsumer<Part, Problem> report;

    /** @param most rules that a listener holds */
    RuleMerge(int most, Rights rights, BiConsumer<Part, Problem> report) {
        this.most = most;
        this.rights = rights;
        this.report = report;
    }

    /** What of these stays, each part's place its own. Parts that are no rules are left out. */
    List<Part> merge(List<Part> ordered) {
        List<Part> rules =
                ordered.stream().filter(part -> part.backend().rule() != null).toList();
        List<Part> kept = new ArrayList<>();
        onePlaceEach(oneNamespaceEach(rules)).stream()
                .collect(Collectors.groupingBy(part -> part.backend().listener()))
                .values()
                .forEach(listener -> kept.addAll(new RuleQuota(most, rights, report).within(listener)));
        // in each place is one part, so that its place says which
        Map<Backend, Part> places = kept.stream().collect(Collectors.toMap(Part::backend, part -> part));
        return kept.stream()
                .map(part ->
                        part.standing() == Part.Standing.REPLACED && !isReplaced(part, places) ? part.asHeld() : part)
                .toList();
    }

    /** A listener that takes the place of rules is none of these. */
    private static boolean isReplaced(Part part, Map<Backend, Part> places) {
        Backend replacement = part.replacement();
        Part other = replacement == null ? null : places.get(replacement);
        return (replacement != null && replacement.rule() == null) || (other != null && part.isReplacedBy(other));
    }

    private List<Part> oneNamespaceEach(List<Part> ordered) {
        Map<String, Part> owners = new HashMap<>();
        Rights.first(rights::holdsHost, ordered)
                .forEach(part -> owners.putIfAbsent(rule(part).domain(), part));
        List<Part> kept = new ArrayList<>();
        for (Part part : ordered) {
            Part owner = Objects.requireNonNull(owners.get(rule(part).domain()));
            if (owner.source().namespace().equals(part.source().namespace())) {
                kept.add(part);
            } else {
                taken(
                        part,
                        RuleText.shown(rule(part).domain()),
                        owner.source() + " has this host, and a host is one namespace's",
                        "Use another host; it is taken over when no Ingress of namespace "
                                + owner.source().namespace() + " has it any more");
            }
        }
        return kept;
    }

    /** What is asked for expressly goes before what is implied, whoever holds it. */
    private List<Part> onePlaceEach(List<Part> ordered) {
        Map<Backend, Part> winners = new HashMap<>();
        Set<Unit> lost = new HashSet<>();
        List<Part> byRight = Rights.first(rights::holds, ordered);
        for (Part part : byRight) {
            if (!part.implied()) {
                Part winner = winners.putIfAbsent(part.backend(), part);
                if (winner != null) {
                    lost.add(Unit.of(part));
                    taken(part, winner);
                }
            }
        }
        for (Part part : byRight) {
            if (part.implied() && !lost.contains(Unit.of(part))) {
                Part winner = winners.putIfAbsent(part.backend(), part);
                if (winner != null && winner.implied()) {
                    taken(part, winner);
                }
            }
        }
        return ordered.stream()
                .filter(part -> winners.get(part.backend()) == part)
                .toList();
    }

    private void taken(Part part, Part winner) {
        taken(
                part,
                RuleText.shown(rule(part)),
                winner.field() + (winner.source().equals(part.source()) ? "" : " of " + winner.source())
                        + " has this host and path",
                "Ask for another one; it is taken over when that one goes");
    }

    private void taken(Part part, String value, String rule, String remedy) {
        report.accept(
                part,
                Problem.of(
                        Code.RULE_TAKEN,
                        new Place(part.source().toString(), part.field()),
                        value,
                        new Wording(rule, remedy)));
    }

    static RuleKey rule(Part part) {
        return Objects.requireNonNull(part.backend().rule());
    }
}
