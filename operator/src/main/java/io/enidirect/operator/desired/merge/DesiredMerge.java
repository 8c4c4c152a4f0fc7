package io.enidirect.operator.desired.merge;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.Forward;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import io.enidirect.operator.desired.model.NotYet;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is desired of a load balancer, from all that its sources ask for. */
public final class DesiredMerge {
    private DesiredMerge() {}

    /** @param contributions of its sources, each once */
    public static Desired of(Snapshot seen, List<Contribution> contributions) {
        CloudLoadBalancer object = seen.object();
        // A load balancer goes on being reconciled in full while somebody living needs it, even if its object is being
        // deleted; and one whose source only ended its claim waits for that deletion: an address is never lost by
        // surprise.
        boolean claimed =
                seen.sources().stream().anyMatch(source -> source.claim().holds());
        boolean made = object.getSpec().source() != null;
        boolean wanted =
                claimed || (!seen.deleting() && (!made || !seen.sources().isEmpty()));
        Merge merge = Merge.of(contributions, seen.recorded(), seen.settings());
        List<Part> parts = wanted ? merge.parts() : List.of();
        return new Desired(
                new Desired.State(
                        wanted,
                        wanted
                                && !ordered(seen)
                                && (NotYet.stops(object) || seen.skipped() || (made && !worthAnOrder(parts))),
                        seen.skipped(),
                        LoadBalancerWish.of(object, seen.settings()),
                        parts,
                        wanted ? merge.listeners() : List.of(),
                        wanted ? merge.domains() : List.of(),
                        holds(contributions)),
                merge.problems());
    }

    private static boolean ordered(Snapshot seen) {
        return seen.recorded().loadBalancerId() != null
                || seen.recorded().creation() != null
                || seen.observed().loadBalancer() != null;
    }

    /** Each part leads to a Service's port or an ExternalBackend that is there, with pods or without. */
    private static boolean worthAnOrder(List<Part> parts) {
        return parts.stream().anyMatch(part -> part.standing() == Part.Standing.WANTED && part instanceof Forward);
    }

    /** Of several that know of one, all know the same. */
    private static Map<StepKey, Instant> holds(List<Contribution> contributions) {
        Map<StepKey, Instant> holds = new HashMap<>();
        contributions.forEach(contribution -> holds.putAll(contribution.holds()));
        return holds;
    }
}
