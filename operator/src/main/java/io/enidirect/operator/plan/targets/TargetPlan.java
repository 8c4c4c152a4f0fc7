package io.enidirect.operator.plan.targets;

import io.enidirect.cloud.Target;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Redirect;
import io.enidirect.operator.desired.model.TargetWish;
import io.enidirect.operator.plan.step.Draft;
import io.enidirect.operator.plan.step.ReadStep;
import io.enidirect.operator.plan.step.TargetStep;
import io.enidirect.operator.plan.step.TargetStep.Change;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Attachments;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Slot;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Targets: registered, weighed and deregistered in batches over all backends, make before break. What is wanted and what is
 * there are compared backend by backend; only what differs is looked at any further.
 */
public final class TargetPlan {
    /**
     * What is wanted behind one backend and is not there as it is wanted.
     *
     * @param missing with the weight that is wanted
     * @param otherWeight with the weight that is wanted
     * @param wanted how many of those that are there are wanted
     */
    private record Difference(
            Backend backend, Map<Attachment, Integer> missing, Map<Attachment, Integer> otherWeight, int wanted) {

        static Difference of(Part part, Map<Target, Integer> there) {
            List<Target> missing = new ArrayList<>();
            List<Target> otherWeight = new ArrayList<>();
            int wanted = 0;
            for (Map.Entry<Target, TargetWish> wish : part.targets().entrySet()) {
                Integer weight = there.get(wish.getKey());
                wanted += weight == null ? 0 : 1;
                if (weight == null && !wish.getValue().onlyIfRegistered()) {
                    missing.add(wish.getKey());
                } else if (weight != null && weight != wish.getValue().weight()) {
                    otherWeight.add(wish.getKey());
                }
            }
            return new Difference(part.backend(), weights(part, missing), weights(part, otherWeight), wanted);
        }

        /** In their order. */
        private static Map<Attachment, Integer> weights(Part part, List<Target> targets) {
            Collections.sort(targets);
            Map<Attachment, Integer> weights = new LinkedHashMap<>();
            for (Target target : targets) {
                TargetWish wish = Objects.requireNonNull(part.targets().get(target));
                weights.put(new Attachment(part.backend(), target), wish.weight());
            }
            return weights;
        }
    }

    private final Snapshot seen;
    private final Observed observed;
    private final Ownership ownership;
    private final Draft draft;

    /** By backend, in their order. */
    private final Map<Backend, Part> parts = new LinkedHashMap<>();

    private final Map<Backend, Difference> differences = new LinkedHashMap<>();

    private final Map<Slot, Attachment> holders = new HashMap<>();
    private final TargetWrites writes;

    public TargetPlan(Desired.State desired, Snapshot seen, Ownership ownership, Draft draft) {
        this.seen = seen;
        this.observed = seen.observed();
        this.ownership = ownership;
        this.draft = draft;
        this.writes = new TargetWrites(parts, draft);
        desired.parts().forEach(part -> {
            parts.put(part.backend(), part);
            differences.put(
                    part.backend(), Difference.of(part, observed.attachments().behind(part.backend())));
        });
        Attachments there = observed.attachments();
        there.backends().stream()
                .filter(backend -> backend.rule() == null && ownership.has(backend))
                .forEach(backend -> there.behind(backend)
                        .keySet()
                        .forEach(target -> Slot.of(backend, target)
                                .ifPresent(slot -> holders.put(slot, new Attachment(backend, target)))));
    }

    /** What will be registered once the load balancer is there. */
    public void announce() {
        register();
    }

    public void plan() {
        confirm();
        if (!observed.unconfirmed().none()) {
            // whether a write had its effect is not known yet: what failed before goes on being remembered
            draft.memory().entries().keySet().stream()
                    .filter(TargetStep.Member.class::isInstance)
                    .forEach(draft::remember);
        }
        Set<Attachment> moving = register();
        weigh(moving);
        deregister(moving);
    }

    private void confirm() {
        Instant first = observed.unconfirmed().first();
        Instant last = observed.unconfirmed().last();
        if (first != null && last != null) {
            Instant soon = last.plus(seen.timing().targets().confirmAfter());
            Instant atLast = first.plus(seen.timing().targets().confirmAtLast());
            // a read during the write's own task may show the time before it, and would have to be repeated
            boolean wait = observed.task().isPresent() || atLast.isBefore(soon);
            draft.read(new ReadStep.ReadTargets(), wait ? atLast : soon);
        }
    }

    /** What stands in the way goes right before, when its successor's place is there; answers all that will have to go. */
    private Set<Attachment> register() {
        Set<Attachment> moving = new HashSet<>();
        Set<Attachment> first = new LinkedHashSet<>();
        Map<Attachment, Integer> afterCreation = new LinkedHashMap<>();
        Map<Attachment, Integer> used = new LinkedHashMap<>();
        Map<Attachment, Integer> unused = new LinkedHashMap<>();
        boolean creates = draft.creates();
        for (Difference difference : differences.values()) {
            Backend backend = difference.backend();
            Map<Attachment, Integer> missing = difference.missing();
            if (!ownership.has(backend)) {
                if (ownership.foreignIn(backend.listener()).isEmpty()) {
                    afterCreation.putAll(missing);
                    missing.keySet().forEach(wanted -> inTheWayOf(wanted).ifPresent(moving::add));
                }
                continue;
            }
            // targets of a new listener wait for the other new ones, so that all of them are registered in one call
            boolean waits = creates && observed.attachments().behind(backend).isEmpty();
            missing.forEach((wanted, weight) -> inTheWayOf(wanted)
                    .ifPresentOrElse(
                            holder -> {
                                moving.add(holder);
                                if (!refused(wanted)) {
                                    first.add(holder);
                                }
                            },
                            () -> (waits ? unused : used).put(wanted, weight)));
        }
        writes.deregister(Draft.Stage.TARGETS, first);
        writes.register(Draft.Stage.TARGETS, used);
        writes.register(Draft.Stage.CREATE, unused);
        if (!afterCreation.isEmpty()) {
            draft.afterwards(Draft.Stage.CREATE, new TargetStep.RegisterTargets(afterCreation));
        }
        return moving;
    }

    private boolean refused(Attachment wanted) {
        draft.keep(Change.REGISTER.of(wanted));
        return draft.memory().refused(Change.REGISTER.of(wanted));
    }

    /** On L4: the same address behind another backend of the port class. */
    private Optional<Attachment> inTheWayOf(Attachment wanted) {
        return Slot.of(wanted.backend(), wanted.target()).map(holders::get).filter(holder -> !holder.equals(wanted));
    }

    private void weigh(Set<Attachment> moving) {
        Map<Attachment, Integer> changes = new LinkedHashMap<>();
        differences.values().stream()
                .filter(difference -> ownership.has(difference.backend()))
                .forEach(difference -> changes.putAll(difference.otherWeight()));
        changes.keySet().removeAll(moving);
        writes.setWeights(changes);
    }

    private void deregister(Set<Attachment> moving) {
        BreakAfterMake breaks = new BreakAfterMake(parts, seen, writes, draft);
        Map<Backend, List<Attachment>> unwanted = new LinkedHashMap<>();
        Set<String> mayLive = new HashSet<>();
        observed.attachments().backends().stream().filter(this::stays).sorted().forEach(backend -> {
            List<Attachment> there = unwanted(backend, moving);
            unwanted.put(backend, there);
            if (breaks.concerns(backend) || awaitsRewrite(parts.get(backend))) {
                there.forEach(attachment -> mayLive.add(attachment.target().ip()));
            }
        });
        LivingPods pods = new LivingPods(seen, mayLive);
        List<Attachment> gone = new ArrayList<>();
        unwanted.forEach((backend, there) -> {
            Part part = parts.get(backend);
            List<Attachment> living = new ArrayList<>();
            for (Attachment attachment : there) {
                boolean lives = part != null
                        && (breaks.concerns(backend) || awaitsRewrite(part))
                        && pods.live(part.source().namespace(), attachment);
                (lives ? living : gone).add(attachment);
            }
            if (!living.isEmpty() && breaks.concerns(backend)) {
                breaks.add(backend, living);
            }
        });
        writes.deregister(Draft.Stage.REMOVE, gone);
        breaks.plan();
    }

    /** What is to redirect goes on forwarding until it does. */
    private boolean awaitsRewrite(@Nullable Part part) {
        return part instanceof Redirect
                && ownership
                        .rule(part.backend())
                        .filter(rule -> rule.rewrite() == null)
                        .isPresent();
    }

    /** Of a backend without a part, which is the placeholder's, all. */
    private List<Attachment> unwanted(Backend backend, Set<Attachment> moving) {
        Difference difference = differences.get(backend);
        Map<Target, Integer> there = observed.attachments().behind(backend);
        if (difference != null && difference.wanted() == there.size()) {
            return List.of();
        }
        Part part = parts.get(backend);
        return there.keySet().stream()
                .filter(target -> part == null || !part.targets().containsKey(target))
                .sorted()
                .map(target -> new Attachment(backend, target))
                .filter(attachment -> !moving.contains(attachment))
                .toList();
    }

    /** Behind a listener or rule that goes, targets go with it. */
    private boolean stays(Backend backend) {
        return ownership.has(backend)
                && (DefaultDomain.PLACEHOLDER.equals(backend.rule()) || parts.containsKey(backend));
    }
}
