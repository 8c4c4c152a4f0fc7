package io.enidirect.operator.desired;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Backend;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    /** CLB's default quota of rules on a listener (documentation 214/6187, TOTAL_LISTENER_RULE_QUOTA). */
    static final int QUOTA = 50;

    /** One path of a source, or its defaultBackend on one host. */
    private record Unit(SourceRef source, String field, ListenerKey listener, String domain) {
        private static Unit of(Part part) {
            return new Unit(
                    part.source(),
                    part.field(),
                    part.backend().listener(),
                    rule(part).domain());
        }
    }

    private final Rights rights;
    private final BiConsumer<Part, Problem> report;

    RuleMerge(Rights rights, BiConsumer<Part, Problem> report) {
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
                .forEach(listener -> kept.addAll(withinQuota(listener)));
        return kept;
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
                        rule(part).domain(),
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

    /**
     * Who holds stays; of the others as many as fit, one beside another where the default domain needs its placeholder. What
     * is being replaced doesn't stand in its replacement's way: on a full listener it goes first.
     */
    private List<Part> withinQuota(List<Part> listener) {
        Map<Unit, List<Part>> units = new LinkedHashMap<>();
        Rights.first(part -> part.standing() != Part.Standing.REPLACED, Rights.first(rights::holds, listener))
                .forEach(part -> units.computeIfAbsent(Unit.of(part), unit -> new ArrayList<>())
                        .add(part));
        List<Part> kept = new ArrayList<>();
        units.values().forEach(parts -> {
            if (holdsPlace(parts) || wouldBe(kept, parts) <= QUOTA) {
                kept.addAll(parts);
            } else if (parts.get(0).standing() != Part.Standing.REPLACED) {
                report.accept(parts.get(0), full(parts.get(0)));
            }
        });
        return kept;
    }

    private boolean holdsPlace(List<Part> unit) {
        return unit.stream().anyMatch(part -> part.standing() != Part.Standing.REPLACED && rights.holds(part));
    }

    private static int wouldBe(Collection<Part> kept, Collection<Part> more) {
        List<Part> all = new ArrayList<>(kept);
        all.addAll(more);
        boolean hasDefault = all.stream().anyMatch(part -> rule(part).domain().equals(DefaultDomain.NAME));
        return all.size() + (hasDefault ? 0 : 1);
    }

    private static Problem full(Part part) {
        return new Problem(
                Code.QUOTA,
                part.source().toString(),
                part.field(),
                rule(part).toString(),
                "a listener holds " + QUOTA + " rules, of which a Prefix path needs two, and these are used up",
                "Spread the paths over several Ingresses with a load balancer each; it follows when others go");
    }

    private void taken(Part part, Part winner) {
        taken(
                part,
                rule(part).toString(),
                winner.field() + (winner.source().equals(part.source()) ? "" : " of " + winner.source())
                        + " has this host and path",
                "Use another path; it is taken over when that one goes");
    }

    private void taken(Part part, String value, String rule, String remedy) {
        report.accept(part, new Problem(Code.RULE_TAKEN, part.source().toString(), part.field(), value, rule, remedy));
    }

    private static RuleKey rule(Part part) {
        return Objects.requireNonNull(part.backend().rule());
    }
}
