package io.enidirect.operator.plan.listeners;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.CallLimits;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Scheduler;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.plan.step.Batch;
import io.enidirect.operator.plan.step.Draft;
import io.enidirect.operator.plan.step.ListenerStep;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.record.RecordKeys;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Listeners: created in as few calls as they are equal, changed, and deleted when nothing asks for them. */
public final class ListenerPlan {
    private record Alike(Protocol protocol, ListenerSettings settings) {}

    private final SortedMap<ListenerKey, ListenerWish> wishes;
    private final Snapshot seen;
    private final Ownership ownership;
    private final Replacements replacements;
    private final Draft draft;

    public ListenerPlan(
            Desired.State desired, Snapshot seen, Ownership ownership, Replacements replacements, Draft draft) {
        this.wishes = ListenerWish.of(desired);
        this.seen = seen;
        this.ownership = ownership;
        this.replacements = replacements;
        this.draft = draft;
    }

    /** What will be created once the load balancer is there. */
    public void announce() {
        groups(wishes.values()).forEach((alike, group) -> creation(alike).announce(group));
    }

    public void plan() {
        List<ListenerWish> missing = new ArrayList<>();
        for (ListenerWish wish : wishes.values()) {
            Listener mine = ownership.mine(wish.key()).orElse(null);
            Listener foreign = ownership.foreignIn(wish.key()).orElse(null);
            if (mine != null) {
                modify(wish, mine);
            } else if (foreign != null) {
                wish.sources().forEach(source -> draft.problem(Set.of(source), foreign(source, wish.key(), foreign)));
                draft.stopped(wish.parts());
            } else if (!wish.replaced()) {
                missing.add(wish);
            }
        }
        Set<Listener> first = inTheWay(missing);
        deletion(Draft.Stage.CREATE, draft, this::sourcesOf).write(List.copyOf(first));
        Map<Boolean, List<ListenerWish>> blocked = missing.stream()
                .collect(Collectors.partitioningBy(
                        wish -> first.stream().anyMatch(there -> there.key().excludes(wish.key()))));
        groups(blocked.getOrDefault(false, List.of()))
                .forEach((alike, group) -> creation(alike).write(group));
        groups(blocked.getOrDefault(true, List.of()))
                .forEach((alike, group) -> creation(alike).announce(group));
        delete(first);
    }

    /**
     * What of ours nobody wants, or only until its replacement is there, on a port that is to be listened on in another way:
     * it goes right before, unless what is to come was refused alone.
     */
    private Set<Listener> inTheWay(List<ListenerWish> missing) {
        return missing.stream()
                .filter(wish -> !creation(new Alike(wish.key().protocol(), wish.settings()))
                        .blamed(wish))
                .flatMap(wish ->
                        ownership.all().stream().filter(there -> there.key().excludes(wish.key())))
                .filter(ownership::ours)
                .filter(there -> wishes.get(there.key()) == null
                        || wishes.get(there.key()).replaced())
                .filter(there -> !replacements.rewrites().concern(there))
                .sorted(Comparator.comparing(Listener::key))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void modify(ListenerWish wish, Listener mine) {
        if (!wish.settings().satisfiedBy(mine.settings())) {
            Step step = new ListenerStep.ModifyListener(mine.key(), mine.id(), wish.settings());
            draft.write(Draft.Stage.CREATE, step);
            draft.refusal(wish.parts(), step.key(), "listener " + mine.key());
        }
    }

    private Batch<ListenerWish> creation(Alike alike) {
        return new Batch<>(
                draft,
                Draft.Stage.CREATE,
                NewListeners.MAX_PORTS,
                group -> creation(
                        alike.protocol(),
                        group.stream().map(wish -> wish.key().port()).toList(),
                        alike.settings(),
                        seen.settings().listenerName()),
                (group, key) -> draft.refusal(
                        group.stream().flatMap(wish -> wish.parts().stream()).toList(),
                        key,
                        "listener " + group.get(0).key()));
    }

    /** Of one alone. */
    public static Step creation(ListenerWish wish, String name) {
        return creation(wish.key().protocol(), List.of(wish.key().port()), wish.settings(), name);
    }

    /** The name proves who made it, and the cloud takes some of the rest only later: the next plan sets it. */
    private static Step creation(Protocol protocol, List<Integer> ports, ListenerSettings wanted, String name) {
        BackendSettings backend = wanted.backend();
        return new ListenerStep.CreateListeners(new NewListeners(
                protocol,
                ports,
                new ListenerSettings(
                        name,
                        backend.scheduler() == Scheduler.IP_HASH ? backend.withScheduler(null) : backend,
                        wanted.keepAlive(),
                        wanted.snat(),
                        wanted.gzip())));
    }

    private void delete(Set<Listener> before) {
        deletion(draft, this::sourcesOf)
                .write(ownership.all().stream()
                        .filter(ownership::ours)
                        .filter(listener -> !before.contains(listener))
                        .sorted(Comparator.comparing(Listener::key))
                        .filter(this::goes)
                        .toList());
    }

    /** Whether nothing wants it, or all that is on it has its replacement elsewhere. */
    private boolean goes(Listener listener) {
        ListenerWish wish = wishes.get(listener.key());
        return (wish == null || wish.all(replacements::goes))
                && !replacements.rewrites().concern(listener);
    }

    /** @param concerned whom the refusal of a deletion of these is told */
    public static Batch<Listener> deletion(
            Draft draft, Function<Collection<Listener>, Collection<SourceRef>> concerned) {
        return deletion(Draft.Stage.REMOVE, draft, concerned);
    }

    private static Batch<Listener> deletion(
            Draft.Stage stage, Draft draft, Function<Collection<Listener>, Collection<SourceRef>> concerned) {
        return new Batch<>(
                draft,
                stage,
                CallLimits.LISTENERS,
                listeners -> {
                    SortedMap<ListenerKey, ListenerId> ids = new TreeMap<>();
                    listeners.forEach(listener -> ids.put(listener.key(), listener.id()));
                    return new ListenerStep.DeleteListeners(ids);
                },
                (listeners, key) -> draft.refusal(
                        concerned.apply(listeners),
                        key,
                        "listener " + listeners.get(0).key()));
    }

    /** Whom they are recorded for. */
    private Set<SourceRef> sourcesOf(Collection<Listener> listeners) {
        Set<String> keys = listeners.stream()
                .flatMap(listener -> Stream.ofNullable(ownership.recorded().get(listener.key())))
                .flatMap(RecordKeys::sources)
                .collect(Collectors.toSet());
        return seen.sourceRefs().stream()
                .filter(ref -> keys.contains(ref.key()))
                .collect(Collectors.toSet());
    }

    private static Problem foreign(SourceRef source, ListenerKey wanted, Listener other) {
        return Problem.of(
                Code.FOREIGN_LISTENER,
                new Place(source.toString(), "port " + wanted),
                null,
                new Wording(
                        "listener " + other.id() + " (" + other.key() + ", named \"" + other.name()
                                + "\") stands in its place and is not ours",
                        "Delete that listener or choose another port; it is taken over after the next drift check"));
    }

    private static Map<Alike, List<ListenerWish>> groups(Collection<ListenerWish> wishes) {
        return wishes.stream()
                .collect(Collectors.groupingBy(
                        wish -> new Alike(wish.key().protocol(), wish.settings()),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }
}
