package io.enidirect.operator.plan;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.Protocol;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.Desired;
import io.enidirect.operator.desired.Part;
import io.enidirect.operator.desired.Part.Standing;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Listeners: created in as few calls as they are equal, changed, and deleted when nothing asks for them. */
final class ListenerPlan {
    private static final int IDS_PER_CALL = 20;

    private record Alike(Protocol protocol, BackendSettings settings) {}

    private final Desired.State desired;
    private final Snapshot seen;
    private final Observed observed;
    private final Ownership ownership;
    private final Draft draft;

    ListenerPlan(Desired.State desired, Snapshot seen, Ownership ownership, Draft draft) {
        this.desired = desired;
        this.seen = seen;
        this.observed = seen.observed();
        this.ownership = ownership;
        this.draft = draft;
    }

    /** What will be created once the load balancer is there. */
    void announce() {
        groups(desired.parts())
                .forEach((alike, parts) -> chunks(parts, NewListeners.MAX_PORTS)
                        .forEach(chunk -> draft.afterwards(Draft.Stage.CREATE, create(alike, chunk))));
    }

    void plan() {
        List<Part> missing = new ArrayList<>();
        for (Part part : desired.parts()) {
            ListenerKey key = part.backend().listener();
            Listener mine = ownership.mine(key).orElse(null);
            if (mine != null) {
                modify(part, mine);
            } else if (ownership.foreignIn(key).isPresent()) {
                draft.problem(
                        Set.of(part.source()),
                        foreign(part, ownership.foreignIn(key).get()));
            } else if (part.standing() != Standing.REPLACED) {
                missing.add(part);
            }
        }
        groups(missing).forEach(this::createGroup);
        delete();
    }

    private void modify(Part part, Listener mine) {
        if (!part.settings().satisfiedBy(mine.settings())) {
            Step step = new Step.ModifyListener(mine.key(), mine.id(), part.settings());
            draft.write(Draft.Stage.CREATE, step);
            draft.refusal(Set.of(part.source()), step.key(), "listener " + mine.key());
        }
    }

    /**
     * One bad listener never blocks its neighbours: where a call for several was refused, each is asked for alone.
     */
    private void createGroup(Alike alike, List<Part> parts) {
        for (List<Part> chunk : chunks(parts, NewListeners.MAX_PORTS)) {
            Step together = create(alike, chunk);
            boolean split = chunk.size() > 1 && draft.memory().refused(together.key());
            if (split) {
                draft.remember(together.key());
                chunk.forEach(part -> createOne(create(alike, List.of(part)), Set.of(part.source()), part));
            } else {
                Set<SourceRef> sources = chunk.stream().map(Part::source).collect(Collectors.toSet());
                createOne(together, sources, chunk.get(0));
            }
        }
    }

    private void createOne(Step step, Set<SourceRef> sources, Part first) {
        draft.write(Draft.Stage.CREATE, step);
        draft.refusal(sources, step.key(), "listener " + first.backend());
    }

    private Step create(Alike alike, List<Part> parts) {
        List<Integer> ports =
                parts.stream().map(part -> part.backend().listener().port()).toList();
        return new Step.CreateListeners(
                new NewListeners(alike.protocol(), ports, seen.settings().listenerName(), alike.settings()));
    }

    private void delete() {
        Map<ListenerKey, Part> parts = new TreeMap<>();
        desired.parts().forEach(part -> parts.put(part.backend().listener(), part));
        TreeMap<ListenerKey, ListenerId> unwanted = new TreeMap<>();
        ownership.all().stream()
                .filter(ownership::ours)
                .sorted(Comparator.comparing(Listener::key))
                .filter(listener -> goes(parts.get(listener.key())))
                .limit(IDS_PER_CALL)
                .forEach(listener -> unwanted.put(listener.key(), listener.id()));
        if (!unwanted.isEmpty()) {
            deleteGroup(draft, unwanted, sourcesOf(unwanted.keySet()));
        }
    }

    /** One listener that can't go never keeps the others: where a call for several was refused, each is asked for alone. */
    static void deleteGroup(Draft draft, SortedMap<ListenerKey, ListenerId> listeners, Collection<SourceRef> sources) {
        Step together = new Step.DeleteListeners(listeners);
        if (listeners.size() > 1 && draft.memory().refused(together.key())) {
            draft.remember(together.key());
            listeners.forEach((key, id) -> deleteGroup(draft, new TreeMap<>(Map.of(key, id)), sources));
            return;
        }
        draft.write(Draft.Stage.REMOVE, together);
        draft.refusal(sources, together.key(), "listener " + listeners.firstKey());
    }

    private Set<SourceRef> sourcesOf(Set<ListenerKey> listeners) {
        Set<String> keys = ownership.recorded().entrySet().stream()
                .filter(entry -> listeners.contains(entry.getKey()))
                .map(entry -> entry.getValue().source())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return seen.sources().stream()
                .map(Source::ref)
                .filter(ref -> keys.contains(ref.key()))
                .collect(Collectors.toSet());
    }

    /** A part that is being replaced goes when its replacement is programmed, confirmed by a read. */
    private boolean goes(@Nullable Part part) {
        return part == null
                || (part.standing() == Standing.REPLACED
                        && part.replacement() != null
                        && programmed(part.replacement(), part.backend()));
    }

    /** A replacement without targets is none as long as the old one has some: slices are behind the Service's change. */
    private boolean programmed(Backend backend, Backend old) {
        List<Attachment> wanted = desired.parts().stream()
                .filter(part -> part.backend().equals(backend))
                .flatMap(part -> part.targets().entrySet().stream())
                .filter(wish -> !wish.getValue().onlyIfRegistered())
                .map(wish -> new Attachment(backend, wish.getKey()))
                .toList();
        return ownership.mine(backend.listener()).isPresent()
                && observed.unconfirmed().none()
                && (targets(old) == 0 || targets(backend) > 0)
                && wanted.stream()
                        .allMatch(each -> observed.attachments().containsKey(each)
                                || draft.memory().refused(Step.RegisterTargets.memberKey(each)));
    }

    private long targets(Backend backend) {
        return observed.attachments().keySet().stream()
                .filter(attachment -> attachment.backend().equals(backend))
                .count();
    }

    private static Problem foreign(Part part, Listener other) {
        return new Problem(
                Code.FOREIGN_LISTENER,
                part.source().toString(),
                "port " + part.backend(),
                null,
                "listener " + other.id() + " (" + other.key() + ", named \"" + other.name()
                        + "\") stands in its place and is not ours",
                "Delete that listener or choose another port; it is taken over after the next drift check");
    }

    private static Map<Alike, List<Part>> groups(List<Part> parts) {
        return parts.stream()
                .sorted(Comparator.comparing(Part::backend))
                .collect(Collectors.groupingBy(
                        part -> new Alike(part.backend().listener().protocol(), part.settings()),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private static <T> List<List<T>> chunks(List<T> all, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return chunks;
    }
}
