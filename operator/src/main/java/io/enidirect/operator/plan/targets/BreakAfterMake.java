package io.enidirect.operator.plan.targets;

import io.enidirect.cloud.Target;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.TargetWish;
import io.enidirect.operator.plan.step.Draft;
import io.enidirect.operator.plan.step.ReadStep;
import io.enidirect.operator.plan.step.TargetStep;
import io.enidirect.operator.plan.step.TargetStep.Change;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.HealthRead;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Targets whose pods still live, behind backends that want others: they go when all of those are there, seen by a read, and
 * one of them is alive.
 */
final class BreakAfterMake {
    private final Map<Backend, Part> parts;
    private final Snapshot seen;
    private final Observed observed;
    private final TargetWrites writes;
    private final Draft draft;
    private final List<Attachment> free = new ArrayList<>();
    private final SortedMap<Instant, List<Attachment>> waiting = new TreeMap<>();
    private boolean asksHealth;

    BreakAfterMake(Map<Backend, Part> parts, Snapshot seen, TargetWrites writes, Draft draft) {
        this.parts = parts;
        this.seen = seen;
        this.observed = seen.observed();
        this.writes = writes;
        this.draft = draft;
    }

    /** Whether others are wanted behind this backend, in the place of which something may have to wait. */
    boolean concerns(Backend backend) {
        Part part = parts.get(backend);
        return part != null && part.targets().values().stream().anyMatch(wish -> !wish.onlyIfRegistered());
    }

    /** These, all behind one backend that wants others. */
    void add(Backend backend, List<Attachment> living) {
        boolean made = made(backend);
        boolean alive = made && oneAlive(backend);
        asksHealth |= made && !alive;
        for (Attachment attachment : living) {
            StepKey key = Change.DEREGISTER.of(attachment);
            draft.remember(key);
            Instant last = draft.memory()
                    .of(key)
                    .map(Memory.Entry::since)
                    .orElse(seen.now())
                    .plus(seen.timing().targets().breakAfter());
            if (alive || !last.isAfter(seen.now())) {
                free.add(attachment);
            } else {
                waiting.computeIfAbsent(last, none -> new ArrayList<>()).add(attachment);
            }
        }
    }

    void plan() {
        waiting.forEach((last, targets) ->
                draft.writeTargets(Draft.Stage.REMOVE, TargetStep.DeregisterTargets.of(targets), last));
        writes.deregister(Draft.Stage.REMOVE, free);
        if (free.isEmpty() && asksHealth) {
            Instant last = observed.health().map(HealthRead::at).orElse(Instant.MIN);
            draft.read(
                    new ReadStep.ReadHealth(),
                    last.equals(Instant.MIN)
                            ? seen.now()
                            : last.plus(seen.timing().targets().healthEvery()));
        }
    }

    /** Whether all that are wanted there are there, seen by a read. */
    private boolean made(Backend backend) {
        Map<?, Integer> there = observed.attachments().behind(backend);
        return observed.unconfirmed().none()
                && wishes(backend).entrySet().stream()
                        .allMatch(wish -> wish.getValue().onlyIfRegistered() || there.containsKey(wish.getKey()));
    }

    private boolean oneAlive(Backend backend) {
        return wishes(backend).entrySet().stream()
                .filter(wish -> wish.getValue().weight() > 0)
                .anyMatch(wish -> observed.healthOf(new Attachment(backend, wish.getKey()))
                        .good());
    }

    private Map<Target, TargetWish> wishes(Backend backend) {
        Part part = parts.get(backend);
        return part == null ? Map.of() : part.targets();
    }
}
