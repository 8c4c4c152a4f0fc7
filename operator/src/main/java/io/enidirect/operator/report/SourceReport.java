package io.enidirect.operator.report;

import io.enidirect.cloud.Target;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.Origin;
import io.enidirect.crd.ProblemStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.Forward;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Restraints;
import io.enidirect.operator.desired.model.TargetWish;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Problems;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How one source stands on the load balancer. */
final class SourceReport {
    /** As many problems as a status shows; the rest follows when these are mended. */
    private static final int SHOWN = 8;

    private static final String CONFIRMING = "Confirming";

    private final Snapshot seen;
    private final Desired desired;
    private final Plan plan;
    private final SourceStatus before;
    private final List<Part> parts;
    private final List<Problem> problems;

    SourceReport(Snapshot seen, Desired desired, Plan plan, SourceStatus before) {
        this.seen = seen;
        this.desired = desired;
        this.plan = plan;
        this.before = before;
        this.parts = desired.state().parts().stream()
                .filter(part -> part.source().key().equals(before.key()))
                .filter(part -> part.standing() != Part.Standing.REPLACED)
                .toList();
        this.problems = problems(before.ref());
    }

    SourceStatus status() {
        boolean refused = problems.stream().anyMatch(problem -> problem.code().restricts());
        boolean settled = plan.complete() && seen.observed().task().isEmpty() && (refused || !Restraints.awaited(seen));
        List<Condition> conditions = conditions(settled, refused);
        boolean shown = !before.addresses().isEmpty() || before.hostname() != null || (settled && reachable());
        CloudLoadBalancerStatus record = plan.record();
        return new SourceStatus(
                before.key(),
                before.kind(),
                before.namespace(),
                before.name(),
                before.uid(),
                shown ? record.addresses() : List.of(),
                shown ? record.hostname() : null,
                settled && confirmed() ? targets() : before.targets(),
                conditions,
                Problems.most(problems, SHOWN).stream().map(this::shown).toList());
    }

    /** @param refused something restricts that is not given */
    private List<Condition> conditions(boolean settled, boolean refused) {
        Long generation = source().map(source -> source.object().getMetadata().getGeneration())
                .orElse(null);
        Conditions conditions = new Conditions(before.conditions(), generation, seen.now());
        if (!desired.state().wanted()) {
            return goes(conditions);
        }
        Optional<Problem> blocking = gravest(problem -> problem.code().blocks());
        boolean accepted = source().filter(source -> source.claim().problems().stream()
                                .noneMatch(problem -> problem.code().blocks()))
                        .isPresent()
                && !refused
                && !parts.isEmpty();
        conditions.set(
                Conditions.ACCEPTED,
                accepted,
                accepted ? "Accepted" : reason(blocking, "NothingToProgram"),
                accepted ? accepted() : message(blocking, "nothing of it can be programmed"));
        if (!settled) {
            String message = message(blocking, "the load balancer is being programmed");
            conditions.keep(Conditions.PROGRAMMED, reason(blocking, "Programming"), message);
            conditions.keep(Conditions.READY, reason(blocking, "Programming"), message);
            return conditions.list();
        }
        boolean programmed =
                blocking.isEmpty() && !parts.isEmpty() && parts.stream().allMatch(this::programmed);
        conditions.set(
                Conditions.PROGRAMMED,
                programmed,
                programmed ? "Programmed" : missing(blocking),
                programmed
                        ? "all its " + places() + " are on the load balancer"
                        : message(blocking, "a listener or rule is not there yet"));
        ready(conditions, programmed, blocking);
        return conditions.list();
    }

    /** With all that it was made for. */
    private List<Condition> goes(Conditions conditions) {
        for (String type : List.of(Conditions.ACCEPTED, Conditions.PROGRAMMED, Conditions.READY)) {
            conditions.set(type, false, "Deleting", "its load balancer is being deleted");
        }
        DeletionWait.of(seen)
                .ifPresent(wait -> conditions.set(Conditions.DELETION_BLOCKED, true, wait.reason(), wait.message()));
        return conditions.list();
    }

    private void ready(Conditions conditions, boolean programmed, Optional<Problem> blocking) {
        if (programmed && !confirmed()) {
            conditions.keep(Conditions.READY, CONFIRMING, "targets are written and not yet seen");
            return;
        }
        if (!programmed) {
            conditions.set(Conditions.READY, false, missing(blocking), message(blocking, "not programmed"));
            return;
        }
        Optional<Part> without =
                forwards().filter(part -> serving(part).findAny().isEmpty()).findFirst();
        if (without.isPresent()) {
            conditions.set(Conditions.READY, false, Code.NO_TARGETS.text(), noTargets(without.get()));
            return;
        }
        boolean ready = forwards().allMatch(this::hasTarget);
        conditions.set(
                Conditions.READY,
                ready,
                ready ? "Ready" : CONFIRMING,
                ready
                        ? "each of its " + places() + " has a target that was seen to be registered"
                        : "its targets are not seen to be registered yet");
    }

    /** Redirects need no targets. */
    private Stream<Part> forwards() {
        return parts.stream().filter(Forward.class::isInstance);
    }

    private String accepted() {
        return gravest(problem -> true)
                .map(problem -> "accepted, but for this: " + shown(problem).text() + others())
                .orElse("all that it asks for can be given");
    }

    private String places() {
        return parts.stream().allMatch(part -> part.backend().rule() == null) ? "listeners" : "rules";
    }

    private String noTargets(Part part) {
        Optional<Problem> told = problems.stream()
                .filter(problem -> problem.code() == Code.NO_TARGETS)
                .findFirst();
        return message(
                told,
                part.backend() + " has no target: its "
                        + part.origins().stream().map(Origin::kind).distinct().collect(Collectors.joining(" and "))
                        + " gives none now");
    }

    /** Its listeners and rules are there, those with a problem apart, and at least one is. */
    private boolean reachable() {
        return parts.stream().anyMatch(this::programmed)
                && parts.stream()
                        .allMatch(part -> programmed(part) || plan.stopped().contains(part.backend()));
    }

    private boolean programmed(Part part) {
        return plan.programmed().contains(part.backend());
    }

    private boolean confirmed() {
        return seen.observed().unconfirmed().none();
    }

    private boolean hasTarget(Part part) {
        Map<Target, Integer> attached = attached(part);
        return serving(part).anyMatch(attached::containsKey);
    }

    /** What its traffic goes to, or will once it is registered. */
    private Stream<Target> serving(Part part) {
        Map<Target, Integer> attached = attached(part);
        return part.targets().entrySet().stream()
                .filter(wish -> wish.getValue().serves(attached.containsKey(wish.getKey())))
                .map(Map.Entry::getKey);
    }

    private Map<Target, Integer> attached(Part part) {
        return seen.observed().attachments().behind(part.backend());
    }

    private SourceStatus.Targets targets() {
        int wanted = 0;
        int there = 0;
        for (Part part : parts) {
            Map<Target, Integer> attached = attached(part);
            for (Map.Entry<Target, TargetWish> wish : part.targets().entrySet()) {
                if (!wish.getValue().onlyIfRegistered()) {
                    wanted++;
                    there += attached.containsKey(wish.getKey()) ? 1 : 0;
                }
            }
        }
        return new SourceStatus.Targets(wanted, there);
    }

    private List<Problem> problems(SourceRef ref) {
        List<Problem> all = new ArrayList<>(desired.problems().getOrDefault(ref, List.of()));
        all.addAll(plan.problems().getOrDefault(ref, List.of()));
        return Problems.most(all, Problems.MOST);
    }

    private Optional<Source> source() {
        return seen.sources().stream()
                .filter(source -> source.ref().uid().equals(before.uid()))
                .findFirst();
    }

    private String missing(Optional<Problem> blocking) {
        return desired.state().waiting() ? Conditions.WAITING : reason(blocking, "Programming");
    }

    private static String reason(Optional<Problem> problem, String otherwise) {
        return problem.map(one -> one.code().text()).orElse(otherwise);
    }

    private String message(Optional<Problem> problem, String otherwise) {
        return problem.map(this::shown).map(status -> status.text() + others()).orElse(otherwise);
    }

    /** Besides the one that is told. */
    private String others() {
        return problems.size() < 2
                ? ""
                : " And " + (problems.size() - 1) + " more, see kubectl get clb "
                        + seen.object().getMetadata().getName() + " -o yaml";
    }

    private Optional<Problem> gravest(Predicate<Problem> which) {
        return Problems.gravest(problems.stream().filter(which).toList());
    }

    private ProblemStatus shown(Problem problem) {
        return FirstTold.of(problem, before.problems());
    }
}
