package io.enidirect.operator.plan;

import io.enidirect.cloud.CloudException;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.DefaultDomain;
import io.enidirect.operator.desired.Desired;
import io.enidirect.operator.desired.Part;
import io.enidirect.operator.desired.Wish;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.HealthRead;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Targets: registered, weighed and deregistered in batches over all backends, make before break. */
final class TargetPlan {
    /** A target whose pod still lives waits at most this long for those in its place. */
    private static final Duration BREAK_AFTER = Duration.ofSeconds(60);

    private static final Duration HEALTH_EVERY = Duration.ofSeconds(1);
    /** The confirming read: this long after the last target write, at the latest so long after the first. */
    private static final Duration CONFIRM_AFTER = Duration.ofMillis(500);

    private static final Duration CONFIRM_AT_LAST = Duration.ofSeconds(3);

    private final Desired.State desired;
    private final Snapshot seen;
    private final Observed observed;
    private final Ownership ownership;
    private final Draft draft;

    private final Map<Attachment, Wish> wishes = new HashMap<>();
    private final Map<Attachment, SourceRef> sources = new HashMap<>();
    private final Map<Object, Attachment> holders = new HashMap<>();
    private final Map<Backend, String> namespaces = new HashMap<>();
    private final LivingPods livingPods;

    TargetPlan(Desired.State desired, Snapshot seen, Ownership ownership, Draft draft) {
        this.desired = desired;
        this.seen = seen;
        this.observed = seen.observed();
        this.ownership = ownership;
        this.draft = draft;
        this.livingPods = new LivingPods(seen);
        for (Part part : desired.parts()) {
            namespaces.put(part.backend(), part.source().namespace());
            part.targets().forEach((target, wish) -> {
                Attachment attachment = new Attachment(part.backend(), target);
                wishes.put(attachment, wish);
                sources.put(attachment, part.source());
            });
        }
        observed.attachments().keySet().stream()
                .filter(this::mine)
                .forEach(attachment -> holders.put(attachment.slot(), attachment));
    }

    /** What will be registered once the load balancer is there. */
    void announce() {
        register();
    }

    void plan() {
        confirm();
        if (!observed.unconfirmed().none()) {
            // whether a write had its effect is not known yet: what failed before goes on being remembered
            draft.memory().entries().keySet().stream()
                    .filter(TargetStep::isMember)
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
            Instant soon = last.plus(CONFIRM_AFTER);
            Instant atLast = first.plus(CONFIRM_AT_LAST);
            // a read during the write's own task may show the time before it, and would have to be repeated
            boolean wait = observed.task().isPresent() || atLast.isBefore(soon);
            draft.read(new ReadStep.ReadTargets(), wait ? atLast : soon);
        }
    }

    /** What stands in the way goes right before, when its successor's place is there; answers all that will have to go. */
    private Set<Attachment> register() {
        SortedMap<Attachment, Integer> now = new TreeMap<>();
        SortedMap<Attachment, Integer> afterCreation = new TreeMap<>();
        wishes.forEach((attachment, wish) -> {
            if (!wish.onlyIfRegistered() && !observed.attachments().containsKey(attachment)) {
                if (mine(attachment)) {
                    now.put(attachment, wish.weight());
                } else if (ownership.foreignIn(attachment.backend().listener()).isEmpty()) {
                    afterCreation.put(attachment, wish.weight());
                }
            }
        });
        Set<Attachment> moving = new TreeSet<>();
        afterCreation.keySet().forEach(wanted -> inTheWayOf(wanted).ifPresent(moving::add));
        Set<Attachment> first = new TreeSet<>();
        SortedMap<Attachment, Integer> free = new TreeMap<>();
        now.forEach((wanted, weight) -> {
            Optional<Attachment> inTheWay = inTheWayOf(wanted);
            inTheWay.ifPresentOrElse(moving::add, () -> free.put(wanted, weight));
            inTheWay.filter(other -> !draft.memory().refused(TargetStep.RegisterTargets.memberKey(wanted)))
                    .ifPresent(first::add);
            draft.remember(TargetStep.RegisterTargets.memberKey(wanted));
        });
        deregister(Draft.Stage.TARGETS, first);
        SortedMap<Attachment, Integer> used = new TreeMap<>();
        SortedMap<Attachment, Integer> unused = new TreeMap<>();
        free.forEach((wanted, weight) -> (first(wanted) ? unused : used).put(wanted, weight));
        register(Draft.Stage.TARGETS, used);
        register(Draft.Stage.CREATE, unused);
        if (!afterCreation.isEmpty()) {
            draft.afterwards(Draft.Stage.CREATE, new TargetStep.RegisterTargets(afterCreation));
        }
        return moving;
    }

    /** Targets of a new listener wait for the other new ones, so that all of them are registered in one call. */
    private boolean first(Attachment wanted) {
        return draft.creates()
                && observed.attachments().keySet().stream()
                        .noneMatch(other -> other.backend().equals(wanted.backend()));
    }

    private void register(Draft.Stage stage, SortedMap<Attachment, Integer> targets) {
        byDue(targets, TargetStep.RegisterTargets::memberKey, "targets behind ")
                .forEach((due, batch) ->
                        write(stage, new TargetStep.RegisterTargets(smaller(batch)), batch.keySet(), due));
    }

    private void deregister(Draft.Stage stage, Set<Attachment> targets) {
        SortedMap<Attachment, Integer> weights = new TreeMap<>();
        targets.forEach(attachment -> weights.put(attachment, 0));
        byDue(weights, TargetStep.DeregisterTargets::memberKey, "targets behind ")
                .forEach((due, batch) ->
                        write(stage, TargetStep.DeregisterTargets.of(batch.keySet()), batch.keySet(), due));
    }

    /** What is missing of a batch whose answer was lost is sent in halves: it may have been too much for one call. */
    private SortedMap<Attachment, Integer> smaller(SortedMap<Attachment, Integer> batch) {
        int lost = draft.memory()
                .of(TargetStep.RegisterTargets.KEY)
                .filter(entry -> entry.error() instanceof CloudException.UnknownOutcome)
                .map(Memory.Entry::attempts)
                .orElse(0);
        SortedMap<Attachment, Integer> part = new TreeMap<>();
        batch.entrySet().stream()
                .limit(Math.max(1, batch.size() >> Math.min(lost, 16)))
                .forEach(each -> part.put(each.getKey(), each.getValue()));
        return part;
    }

    private void write(Draft.Stage stage, Step step, Set<Attachment> targets, Instant due) {
        draft.writeTargets(stage, step, due);
        Set<SourceRef> concerned =
                targets.stream().map(sources::get).filter(Objects::nonNull).collect(Collectors.toSet());
        draft.refusal(concerned, step.key(), "targets");
    }

    private Optional<Attachment> inTheWayOf(Attachment wanted) {
        return Optional.ofNullable(holders.get(wanted.slot())).filter(holder -> !holder.equals(wanted));
    }

    private void weigh(Set<Attachment> moving) {
        SortedMap<Attachment, Integer> changes = new TreeMap<>();
        observed.attachments().forEach((attachment, weight) -> {
            Wish wish = wishes.get(attachment);
            if (wish != null && wish.weight() != weight && !moving.contains(attachment) && mine(attachment)) {
                changes.put(attachment, wish.weight());
            }
        });
        byDue(changes, TargetStep.SetWeights::memberKey, "weights behind ")
                .forEach((due, batch) ->
                        write(Draft.Stage.TARGETS, new TargetStep.SetWeights(batch), batch.keySet(), due));
    }

    private void deregister(Set<Attachment> moving) {
        Set<Attachment> gone = new TreeSet<>();
        Set<Attachment> living = new TreeSet<>();
        observed.attachments().forEach((attachment, weight) -> {
            if (wishes.containsKey(attachment) || moving.contains(attachment) || !stays(attachment)) {
                return;
            }
            if (lives(attachment) && wantsOthers(attachment)) {
                living.add(attachment);
            } else {
                gone.add(attachment);
            }
        });
        deregister(Draft.Stage.REMOVE, gone);
        breakAfterMake(living);
    }

    /** Behind a listener or rule that goes, targets go with it. */
    private boolean stays(Attachment attachment) {
        Backend backend = attachment.backend();
        return mine(attachment)
                && (DefaultDomain.PLACEHOLDER.equals(backend.rule())
                        || desired.parts().stream()
                                .anyMatch(part -> part.backend().equals(backend)));
    }

    private void breakAfterMake(Set<Attachment> living) {
        if (living.isEmpty()) {
            return;
        }
        Set<Attachment> free = new HashSet<>();
        boolean askHealth = false;
        for (Attachment attachment : living) {
            String key = TargetStep.DeregisterTargets.memberKey(attachment);
            draft.remember(key);
            Instant since = draft.memory().of(key).map(Memory.Entry::since).orElse(seen.now());
            boolean made = made(attachment);
            boolean alive = made && oneAlive(attachment);
            askHealth |= made && !alive;
            if (alive || !since.plus(BREAK_AFTER).isAfter(seen.now())) {
                free.add(attachment);
            } else {
                draft.writeTargets(
                        Draft.Stage.REMOVE,
                        TargetStep.DeregisterTargets.of(Set.of(attachment)),
                        since.plus(BREAK_AFTER));
            }
        }
        deregister(Draft.Stage.REMOVE, free);
        if (free.isEmpty() && askHealth) {
            Instant last = observed.health().map(HealthRead::at).orElse(Instant.MIN);
            draft.read(new ReadStep.ReadHealth(), last.equals(Instant.MIN) ? seen.now() : last.plus(HEALTH_EVERY));
        }
    }

    /** Whether all that are wanted in its place are there, seen by a read. */
    private boolean made(Attachment attachment) {
        return observed.unconfirmed().none()
                && wishes.entrySet().stream()
                        .filter(wish -> wish.getKey().backend().equals(attachment.backend()))
                        .filter(wish -> !wish.getValue().onlyIfRegistered())
                        .allMatch(wish -> observed.attachments().containsKey(wish.getKey()));
    }

    private boolean oneAlive(Attachment attachment) {
        return wishes.entrySet().stream()
                .filter(wish -> wish.getKey().backend().equals(attachment.backend()))
                .filter(wish -> wish.getValue().weight() > 0)
                .anyMatch(wish -> observed.healthOf(wish.getKey()).good());
    }

    private boolean wantsOthers(Attachment attachment) {
        return wishes.entrySet().stream()
                .anyMatch(wish -> wish.getKey().backend().equals(attachment.backend())
                        && !wish.getValue().onlyIfRegistered());
    }

    /** Whether the address is that of a pod of the backend's own namespace that lives and may be a target. */
    private boolean lives(Attachment attachment) {
        return livingPods.lives(namespaces.get(attachment.backend()), attachment);
    }

    /** Whether its backend is there: targets of a new rule wait for the rule, not only for its listener. */
    private boolean mine(Attachment attachment) {
        return ownership.has(attachment.backend());
    }

    /** Those that may be tried at one time together: a refused target waits alone. */
    private SortedMap<Instant, SortedMap<Attachment, Integer>> byDue(
            Map<Attachment, Integer> all, Function<Attachment, String> memberKey, String what) {
        SortedMap<Instant, SortedMap<Attachment, Integer>> groups = new TreeMap<>();
        all.forEach((attachment, weight) -> {
            String key = memberKey.apply(attachment);
            draft.remember(key);
            SourceRef source = sources.get(attachment);
            if (source != null) {
                draft.refusal(
                        source,
                        key,
                        what + attachment.backend(),
                        attachment.target().toString());
            }
            groups.computeIfAbsent(draft.memory().due(key, seen.now()), due -> new TreeMap<>())
                    .put(attachment, weight);
        });
        return groups;
    }
}
