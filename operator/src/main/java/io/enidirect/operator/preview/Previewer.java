package io.enidirect.operator.preview;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.merge.DesiredMerge;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.NotYet;
import io.enidirect.operator.front.SourceFacts;
import io.enidirect.operator.front.SourcePlan;
import io.enidirect.operator.kinds.ObjectNames;
import io.enidirect.operator.kinds.OwnLoadBalancer;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.observe.GivenObjects;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.plan.step.Planned;
import io.enidirect.operator.preview.Preview.Entry;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.ObservedChange;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Computes what the fronts and the main reconciler would do, with their own functions. Pure. */
final class Previewer {
    /** Looked for, and not there. */
    private static final Observed NOTHING =
            new ObservedChange(Observed.UNREAD).known(Observed.Aspect.values()).done();

    private final Cluster cluster;
    private final GivenObjects objects;

    Previewer(Cluster cluster) {
        this.cluster = cluster;
        this.objects = new GivenObjects(cluster.kinds(), cluster.files().objects());
    }

    Preview preview() {
        return new Preview(
                cluster.files().objects().stream().flatMap(this::entry).toList(),
                cluster.files().flaws(),
                cluster.files().passedOver());
    }

    private <R extends HasMetadata> Stream<Entry> entry(R object) {
        Optional<SourceKind<R>> kind = cluster.kinds().of(object);
        if (kind.isPresent()) {
            return entry(kind.get(), kind.get().manifest().stored(object, cluster)).stream();
        }
        if (object instanceof CloudLoadBalancer made) {
            return Stream.of(administrators(made));
        }
        return Stream.empty();
    }

    private <P extends HasMetadata> Optional<Entry> entry(SourceKind<P> kind, P source) {
        Claim claim = kind.claim(source, false, cluster);
        return claim.holds()
                ? Optional.of(claimed(source, claim, kind.own(source, cluster)))
                : kind.manifest().notOurs(source, cluster).map(why -> notOurs(source, claim, why));
    }

    private static Entry notOurs(HasMetadata source, Claim claim, String why) {
        String reason = claim.problems().stream()
                .findFirst()
                .map(problem -> "see the problem " + problem.code().text())
                .orElse("because " + why);
        return new Entry(named(source) + ": not ours, " + reason, List.of(), claim.problems());
    }

    /** What the front would make, and main then do. */
    private Entry claimed(HasMetadata source, Claim claim, OwnLoadBalancer wish) {
        SourceRef ref = SourceRef.to(source);
        SourcePlan front = SourcePlan.of(source, claim, wish, new SourceFacts(ref.uid(), null, List.of()));
        if (front.making() == null) {
            return new Entry(ref + ": no load balancer can be made for it", List.of(), front.problems());
        }
        CloudLoadBalancer object = new CloudLoadBalancer();
        object.setMetadata(new ObjectMetaBuilder()
                .withName(ObjectNames.of(ref))
                .withUid(ref.uid())
                .build());
        object.setSpec(front.making().getSpec());
        return plan(ref + ": ", object, List.of(new Source(ref, claim, source)), front.problems());
    }

    private Entry administrators(CloudLoadBalancer object) {
        CloudLoadBalancerSpec spec = object.getSpec();
        if (spec.source() != null) {
            return Entry.note(named(object) + ": was made for " + spec.source() + " and is made anew with it");
        }
        return spec.existing()
                ? new Entry(
                        named(object) + ": load balancer " + spec.loadBalancerId()
                                + " exists, and what is on it is known to the cloud only",
                        List.of(),
                        NotYet.in(object))
                : plan("", object, List.of(), List.of());
    }

    private Entry plan(String title, CloudLoadBalancer object, List<Source> sources, List<Problem> found) {
        Snapshot seen = new Snapshot(
                Instant.EPOCH,
                cluster.settings(),
                object,
                sources,
                objects.endpoints(object, sources),
                objects.externals(object, sources),
                objects.configs(sources),
                NOTHING,
                Memory.EMPTY);
        Desired desired = DesiredMerge.of(seen, cluster.kinds().contributions(seen));
        Plan plan = Plan.between(desired.state(), seen);
        StepText text = new StepText(desired.state());
        List<Problem> problems = new ArrayList<>(found);
        Stream<List<Problem>> whole = sources.isEmpty() ? Stream.of(plan.whole()) : Stream.empty();
        Stream.concat(Stream.of(desired.problems(), plan.problems()).flatMap(all -> all.values().stream()), whole)
                .flatMap(List::stream)
                // pods need not stand in the files
                .filter(problem -> problem.code() != Code.NO_TARGETS)
                .forEach(problems::add);
        return new Entry(
                title + named(object) + ", load balancer (after creation)",
                plan.steps().stream().map(Planned::step).map(text::of).toList(),
                problems);
    }

    private static String named(HasMetadata object) {
        String namespace = Optional.ofNullable(object.getMetadata().getNamespace())
                .map(name -> name + "/")
                .orElse("");
        return object.getKind() + " " + namespace + object.getMetadata().getName();
    }
}
