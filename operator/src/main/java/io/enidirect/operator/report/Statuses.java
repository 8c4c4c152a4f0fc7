package io.enidirect.operator.report;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ProblemStatus;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problems;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The status of a CloudLoadBalancer: the plan's record with how everything stands. Pure. */
public final class Statuses {
    /** As many of the load balancer's own as its status shows. */
    private static final int SHOWN = 8;

    private Statuses() {}

    public static CloudLoadBalancerStatus of(Snapshot seen, Desired desired, Plan plan) {
        CloudLoadBalancerStatus record = plan.record();
        List<SourceStatus> sources = record.sources().stream()
                .map(source -> new SourceReport(seen, desired, plan, source).status())
                .toList();
        List<ProblemStatus> problems = Problems.most(plan.whole(), SHOWN).stream()
                .map(problem -> FirstTold.of(problem, seen.recorded().problems()))
                .toList();
        return new CloudLoadBalancerStatus(
                seen.object().getMetadata().getGeneration(),
                record.clusterId(),
                record.creation(),
                record.loadBalancerId(),
                record.addresses(),
                record.hostname(),
                record.named(),
                Columns.source(seen.object().getSpec().source(), sources),
                Columns.targets(sources),
                conditions(seen, desired, plan, sources, problems),
                problems,
                sources,
                record.listeners());
    }

    private static List<Condition> conditions(
            Snapshot seen, Desired desired, Plan plan, List<SourceStatus> sources, List<ProblemStatus> problems) {
        CloudLoadBalancer object = seen.object();
        Conditions conditions = new Conditions(
                seen.recorded().conditions(), object.getMetadata().getGeneration(), seen.now());
        Optional<ProblemStatus> stopped = stopped(seen, plan);
        Optional<ProblemStatus> refused = stopped.filter(problem -> !passing(problem));
        conditions.set(
                Conditions.ACCEPTED,
                refused.isEmpty(),
                refused.map(ProblemStatus::code).orElse("Accepted"),
                refused.map(ProblemStatus::text).orElseGet(() -> accepted(problems)));
        boolean there = plan.record().loadBalancerId() != null
                && !plan.record().addresses().isEmpty();
        boolean waiting = desired.state().waiting();
        whole(conditions, Conditions.PROGRAMMED, "Programmed", there, waiting, stopped, sources);
        whole(conditions, Conditions.READY, "Ready", there, waiting, stopped, sources);
        String claimants = seen.sources().stream()
                .filter(source -> source.claim().holds())
                .map(Source::ref)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        if (seen.deleting() && !claimants.isEmpty()) {
            conditions.set(
                    Conditions.DELETION_BLOCKED,
                    true,
                    "StillClaimed",
                    "it is used until these no longer need it: " + claimants);
        }
        if (!desired.state().wanted()) {
            DeletionWait.of(seen)
                    .ifPresent(
                            wait -> conditions.set(Conditions.DELETION_BLOCKED, true, wait.reason(), wait.message()));
            plan.released()
                    .forEach(problem -> conditions.set(
                            Conditions.RELEASED, true, problem.code().text(), problem.text()));
        }
        return conditions.list();
    }

    private static String accepted(List<ProblemStatus> problems) {
        return problems.stream()
                .findFirst()
                .map(problem -> "accepted, but for this: " + problem.text())
                .orElse("what its sources ask for is looked after");
    }

    private static void whole(
            Conditions conditions,
            String type,
            String reason,
            boolean there,
            boolean waiting,
            Optional<ProblemStatus> stopped,
            List<SourceStatus> sources) {
        String missing = sources.stream()
                .filter(source -> !Conditions.isTrue(source.conditions(), type))
                .map(source -> source.ref().toString())
                .collect(Collectors.joining(", "));
        boolean all = there && missing.isEmpty() && stopped.isEmpty();
        String otherwise = there ? "SourcesOutstanding" : waiting ? Conditions.WAITING : "Programming";
        conditions.set(
                type,
                all,
                all ? reason : stopped.map(ProblemStatus::code).orElse(otherwise),
                all
                        ? "it is so for each source, " + sources.size() + " in all"
                        : stopped.map(ProblemStatus::text)
                                .orElse(there ? "not yet for " + missing : "the load balancer is not there yet"));
    }

    /** What is said of the load balancer as a whole, whoever wants something on it; with the detail of the first time. */
    private static Optional<ProblemStatus> stopped(Snapshot seen, Plan plan) {
        return Problems.gravest(plan.whole().stream()
                        .filter(problem -> problem.code().blocks())
                        .toList())
                .map(problem -> FirstTold.of(problem, seen.recorded().problems()));
    }

    /** Nothing is wrong with what is asked for: the cloud can't be reached. */
    private static boolean passing(ProblemStatus problem) {
        return problem.code().equals(Code.UNREACHABLE.text());
    }
}
