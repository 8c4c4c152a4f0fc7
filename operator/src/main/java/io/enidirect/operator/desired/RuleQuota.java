package io.enidirect.operator.desired;

import io.enidirect.operator.desired.Desired.State;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Which rules a listener has room for; checked here, so that no call is made that the cloud must refuse. */
final class RuleQuota {
    /** By what a part has a place on a full listener, the strongest first. */
    private enum Right {
        HOLDS,
        REPLACES,
        IS_REPLACED,
        IS_NEW
    }

    private record Claimant(Right right, RuleMerge.Unit unit) {}

    private final Rights rights;
    private final BiConsumer<Part, Problem> report;

    RuleQuota(Rights rights, BiConsumer<Part, Problem> report) {
        this.rights = rights;
        this.report = report;
    }

    /**
     * Who holds stays; of the others as many as fit, one beside another where the default domain needs its placeholder. What
     * is being replaced makes room for its replacement, and stays if that is too large all the same.
     */
    List<Part> within(List<Part> listener) {
        if (wouldBe(listener, List.of()) <= State.RULES_PER_LISTENER) {
            return listener;
        }
        Map<Claimant, List<Part>> claimants = new LinkedHashMap<>();
        listener.forEach(part -> claimants
                .computeIfAbsent(
                        new Claimant(right(part, listener), RuleMerge.Unit.of(part)), first -> new ArrayList<>())
                .add(part));
        Map<Right, List<List<Part>>> byRight = claimants.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().right(), Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        List<Part> kept = new ArrayList<>();
        byRight.getOrDefault(Right.HOLDS, List.of()).forEach(kept::addAll);
        addIfFits(byRight.getOrDefault(Right.REPLACES, List.of()), kept, this::full);
        List<List<Part>> replaced = byRight.getOrDefault(Right.IS_REPLACED, List.of());
        replaced.stream()
                .filter(unit -> kept.stream().noneMatch(unit.get(0)::isReplacedBy))
                .forEach(kept::addAll);
        addIfFits(byRight.getOrDefault(Right.IS_NEW, List.of()), kept, this::full);
        addIfFits(
                replaced.stream()
                        .filter(unit -> kept.stream().anyMatch(unit.get(0)::isReplacedBy))
                        .toList(),
                kept,
                leaving -> {});
        return kept;
    }

    private Right right(Part part, List<Part> listener) {
        if (part.standing() == Part.Standing.REPLACED) {
            return Right.IS_REPLACED;
        }
        if (rights.holds(part)) {
            return Right.HOLDS;
        }
        return listener.stream()
                        .filter(other -> RuleMerge.Unit.of(other).equals(RuleMerge.Unit.of(part)))
                        .anyMatch(other -> other.standing() == Part.Standing.REPLACED)
                ? Right.REPLACES
                : Right.IS_NEW;
    }

    private static void addIfFits(List<List<Part>> units, List<Part> kept, Consumer<Part> otherwise) {
        for (List<Part> unit : units) {
            if (wouldBe(kept, unit) <= State.RULES_PER_LISTENER) {
                kept.addAll(unit);
            } else {
                otherwise.accept(unit.get(0));
            }
        }
    }

    private static int wouldBe(Collection<Part> kept, Collection<Part> more) {
        List<Part> all = new ArrayList<>(kept);
        all.addAll(more);
        boolean hasDefault =
                all.stream().anyMatch(part -> RuleMerge.rule(part).domain().equals(DefaultDomain.NAME));
        return all.size() + (hasDefault ? 0 : 1);
    }

    private void full(Part part) {
        report.accept(
                part,
                new Problem(
                        Code.QUOTA,
                        part.source().toString(),
                        part.field(),
                        RuleText.shown(RuleMerge.rule(part)),
                        "a listener holds " + State.RULES_PER_LISTENER
                                + " rules (a Prefix path needs two, unknown hosts one), and they are used up",
                        "Spread the paths over several Ingresses with a load balancer each; it follows when others go"));
    }
}
