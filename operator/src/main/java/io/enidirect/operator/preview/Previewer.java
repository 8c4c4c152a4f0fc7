package io.enidirect.operator.preview;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.claim.Claim;
import io.enidirect.operator.claim.ServiceClaims;
import io.enidirect.operator.desired.Desired;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.plan.Planned;
import io.enidirect.operator.preview.Preview.Entry;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.service.ObjectNames;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.ObservedChange;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Computes what the fronts and the main reconciler would do, with their own functions. Pure. */
final class Previewer {
    /** Looked for, and not there. */
    private static final Observed NOTHING =
            new ObservedChange(Observed.UNREAD).known(Observed.Aspect.values()).done();

    private final Cluster cluster;
    private final Endpoints endpoints;

    Previewer(Cluster cluster) {
        this.cluster = cluster;
        this.endpoints = new Endpoints(cluster.files());
    }

    Preview preview() {
        return new Preview(
                cluster.files().objects().stream().flatMap(this::entry).toList(),
                cluster.files().flaws(),
                cluster.files().passedOver());
    }

    private Stream<Entry> entry(HasMetadata object) {
        if (object instanceof Service service) {
            Claim claim = ServiceClaims.of(service, false, cluster.tkeActive());
            return claim.holds()
                    ? Stream.of(source(service, claim))
                    : NotOurs.reason(service).map(why -> notOurs(service, claim, why)).stream();
        }
        if (object instanceof Ingress written) {
            Ingress ingress = cluster.stored(written);
            Claim claim = cluster.ingressClaims().of(ingress, false);
            return Stream.of(
                    claim.holds() ? source(ingress, claim) : notOurs(ingress, claim, NotOurs.reason(ingress, cluster)));
        }
        if (object instanceof CloudLoadBalancer made) {
            return Stream.of(administrators(made));
        }
        return object instanceof TkeServiceConfig
                ? Stream.of(Entry.note(named(object) + ": has no effect yet"))
                : Stream.empty();
    }

    private static Entry notOurs(HasMetadata source, Claim claim, String why) {
        return new Entry(named(source) + ": not ours, because " + why, List.of(), claim.problems());
    }

    private Entry source(HasMetadata source, Claim claim) {
        ObjectMeta metadata = source.getMetadata();
        SourceRef ref = new SourceRef(source.getKind(), metadata.getNamespace(), metadata.getName(), metadata.getUid());
        CloudLoadBalancer object = new CloudLoadBalancer();
        object.setMetadata(new ObjectMetaBuilder()
                .withName(ObjectNames.ofService(ref.namespace(), ref.name()))
                .withUid(ref.uid())
                .build());
        object.setSpec(CloudLoadBalancerSpec.own(ref, NetworkSpec.internet(), Map.of()));
        return plan(ref.toString() + ": ", object, List.of(new Source(ref, claim, source)), List.of());
    }

    private Entry administrators(CloudLoadBalancer object) {
        CloudLoadBalancerSpec spec = object.getSpec();
        if (spec.source() != null) {
            return Entry.note(named(object) + ": was made for " + spec.source() + " and is made anew with it");
        }
        return spec.existing()
                ? Entry.note(named(object) + ": load balancer " + spec.loadBalancerId()
                        + " exists, and what is on it is known to the cloud only")
                : plan("", object, List.of(), List.of());
    }

    private Entry plan(String title, CloudLoadBalancer object, List<Source> sources, List<Problem> found) {
        Snapshot seen = new Snapshot(
                Instant.EPOCH,
                cluster.settings(),
                object,
                sources,
                endpoints.of(sources),
                endpoints.externalsOf(sources),
                NOTHING,
                Memory.EMPTY);
        Desired desired = Desired.of(seen);
        Plan plan = Plan.between(desired.state(), seen);
        List<Problem> problems = new ArrayList<>(found);
        Stream.of(desired.problems(), plan.problems())
                .flatMap(all -> all.values().stream())
                .forEach(problems::addAll);
        return new Entry(
                title + named(object) + ", load balancer (after creation)",
                plan.steps().stream()
                        .map(Planned::step)
                        .map(step -> step.describe())
                        .toList(),
                problems);
    }

    private static String named(HasMetadata object) {
        String namespace = Optional.ofNullable(object.getMetadata().getNamespace())
                .map(name -> name + "/")
                .orElse("");
        return object.getKind() + " " + namespace + object.getMetadata().getName();
    }
}
