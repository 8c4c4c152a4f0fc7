package io.enidirect.operator.desired.merge;

import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Backend;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Which rules a listener has room for; checked here, so that no call is made that the cloud must refuse. */
public final class RuleQuota {
    /** By what a part has a place on a full listener, the strongest first. */
    private enum Right {
        HOLDS,
        REPLACES,
        IS_REPLACED,
        IS_NEW
    }

    private record Claimant(Right right, RuleMerge.Unit unit) {}

    private final int most;
    private final Rights rights;
    private final BiConsumer<Part, Problem> report;

    /** @param most rules that a listener holds */
    RuleQuota(int most, Rights rights, BiConsumer<Part, Problem> report) {
        this.most = most;
        this.rights = rights;
        this.report = report;
    }

    /**
     * Who holds stays; of the others as many as fit, one beside another where the default domain needs its placeholder. What
     * is being replaced makes room for its replacement, and stays if that is too large all the same.
     */
    List<Part> within(List<Part> listener) {
        if (!new Kept(most, listener).isTooMuch()) {
            return listener;
        }
        Set<RuleMerge.Unit> replaced = listener.stream()
                .filter(part -> part.standing() == Part.Standing.REPLACED)
                .map(RuleMerge.Unit::of)
                .collect(Collectors.toSet());
        Map<Claimant, List<Part>> claimants = new LinkedHashMap<>();
        listener.forEach(part -> {
            RuleMerge.Unit unit = RuleMerge.Unit.of(part);
            claimants
                    .computeIfAbsent(
                            new Claimant(right(part, replaced.contains(unit)), unit), first -> new ArrayList<>())
                    .add(part);
        });
        Map<Right, List<List<Part>>> byRight = claimants.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().right(), Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        Kept kept = new Kept(most, List.of());
        byRight.getOrDefault(Right.HOLDS, List.of()).forEach(kept::add);
        kept.addIfFits(byRight.getOrDefault(Right.REPLACES, List.of()), this::full);
        Map<Boolean, List<List<Part>>> goes = byRight.getOrDefault(Right.IS_REPLACED, List.of()).stream()
                .collect(Collectors.partitioningBy(unit -> kept.hasReplacementOf(unit.get(0))));
        goes.getOrDefault(false, List.of()).forEach(kept::add);
        kept.addIfFits(byRight.getOrDefault(Right.IS_NEW, List.of()), this::full);
        // what is there until its replacement is: it goes first where that needs its room, and is not forgotten
        goes.getOrDefault(true, List.of()).forEach(kept::add);
        return kept.parts;
    }

    private Right right(Part part, boolean replaces) {
        if (part.standing() == Part.Standing.REPLACED) {
            return Right.IS_REPLACED;
        }
        return rights.holds(part) ? Right.HOLDS : replaces ? Right.REPLACES : Right.IS_NEW;
    }

    /** What has a place, counted as it grows. */
    private static final class Kept {
        private final List<Part> parts = new ArrayList<>();
        private final Set<Place> places = new HashSet<>();
        private final int most;
        private boolean hasDefault;

        /** A source's part in its place. */
        private record Place(SourceRef source, Backend backend) {}

        private Kept(int most, List<Part> first) {
            this.most = most;
            add(first);
        }

        private void add(List<Part> unit) {
            for (Part part : unit) {
                parts.add(part);
                places.add(new Place(part.source(), part.backend()));
                hasDefault |= isDefault(part);
            }
        }

        private void addIfFits(List<List<Part>> units, Consumer<Part> otherwise) {
            for (List<Part> unit : units) {
                boolean withDefault = hasDefault || unit.stream().anyMatch(Kept::isDefault);
                if (parts.size() + unit.size() + (withDefault ? 0 : 1) <= most) {
                    add(unit);
                } else {
                    otherwise.accept(unit.get(0));
                }
            }
        }

        /** One beside them is for unknown hosts. */
        private boolean isTooMuch() {
            return parts.size() + (hasDefault ? 0 : 1) > most;
        }

        private boolean hasReplacementOf(Part part) {
            return part.replacement() != null && places.contains(new Place(part.source(), part.replacement()));
        }

        private static boolean isDefault(Part part) {
            return RuleMerge.rule(part).domain().equals(DefaultDomain.NAME);
        }
    }

    private void full(Part part) {
        report.accept(part, full(part.source(), part.field(), RuleMerge.rule(part), most));
    }

    /**
     * Told of what there is no room for.
     *
     * @param most rules that a listener holds
     */
    public static Problem full(SourceRef source, String field, RuleKey rule, int most) {
        return Problem.of(
                Code.QUOTA,
                new Place(source.toString(), field),
                RuleText.shown(rule),
                new Wording(
                        "a listener holds " + most
                                + " rules (a Prefix path needs two, unknown hosts one), and they are used up",
                        spread(source) + "; it follows when others go"));
    }

    /** That there are paths beyond those that are kept in memory. */
    public static Problem unread(SourceRef source, int most) {
        return Problem.of(
                Code.QUOTA,
                new Place(source.toString(), "spec.rules"),
                null,
                new Wording(
                        "there are more than " + Cut.PATHS + " paths, and a listener holds " + most
                                + " rules: the rest is not read, and what is programmed of it stays as it is",
                        spread(source)));
    }

    private static String spread(SourceRef source) {
        String several = source.kind() + (source.kind().endsWith("s") ? "es" : "s");
        return "Spread the paths over several " + several + " with a load balancer each";
    }
}
