package io.enidirect.operator.plan;

import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.CloudLoadBalancerStatus.Creation;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.desired.Desired;
import io.enidirect.operator.desired.Part;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The record as it has to stand before the plan's first write: it names all that is ours and all that is about to be. An
 * entry leaves only after the cloud has let go.
 */
final class RecordPlan {
    /** After this long a listener that is not there never comes. */
    private static final Duration LATE = Duration.ofSeconds(60);

    private final Desired.State desired;
    private final Snapshot seen;
    private final Ownership ownership;

    RecordPlan(Desired.State desired, Snapshot seen, Ownership ownership) {
        this.desired = desired;
        this.seen = seen;
        this.ownership = ownership;
    }

    /**
     * The record with this load balancer and this order.
     *
     * @param made whether the load balancer that the entries speak of is there; without it all of them are intents
     */
    CloudLoadBalancerStatus record(@Nullable String loadBalancerId, @Nullable Creation creation, boolean made) {
        List<ListenerRecord> listeners = listeners(made);
        CloudLoadBalancerStatus recorded = seen.recorded();
        LoadBalancer there = seen.observed().loadBalancer();
        List<String> addresses =
                there == null || there.addresses().isEmpty() ? recorded.addresses() : there.addresses();
        String hostname = there == null || there.hostname() == null ? recorded.hostname() : there.hostname();
        return new CloudLoadBalancerStatus(
                recorded.observedGeneration(),
                seen.settings().clusterId(),
                creation,
                loadBalancerId,
                loadBalancerId == null ? List.of() : addresses,
                loadBalancerId == null ? null : hostname,
                recorded.conditions(),
                sources(listeners),
                listeners);
    }

    /** The record of a load balancer that may not be written to: what nothing wants any more is given up. */
    CloudLoadBalancerStatus released() {
        Set<ListenerKey> wanted =
                desired.parts().stream().map(part -> part.backend().listener()).collect(Collectors.toSet());
        CloudLoadBalancerStatus recorded = seen.recorded();
        List<ListenerRecord> listeners = recorded.listeners().stream()
                .filter(entry -> wanted.contains(Ownership.key(entry)))
                .toList();
        return new CloudLoadBalancerStatus(
                recorded.observedGeneration(),
                recorded.clusterId(),
                recorded.creation(),
                recorded.loadBalancerId(),
                recorded.addresses(),
                recorded.hostname(),
                recorded.conditions(),
                sources(listeners),
                listeners);
    }

    private List<ListenerRecord> listeners(boolean made) {
        Observed observed = seen.observed();
        TreeMap<ListenerKey, Part> parts = new TreeMap<>();
        desired.parts().forEach(part -> parts.put(part.backend().listener(), part));
        Set<ListenerKey> keys = new TreeSet<>(ownership.recorded().keySet());
        keys.addAll(parts.keySet());
        ownership.all().stream().filter(ownership::ours).map(Listener::key).forEach(keys::add);
        List<ListenerRecord> listeners = new ArrayList<>();
        for (ListenerKey key : keys) {
            Part part = parts.get(key);
            ListenerRecord entry = ownership.recorded().get(key);
            if (made && (!observed.knows(Aspect.LISTENERS) || observed.task().isPresent())) {
                // nothing may be concluded about what is there: entries stay, and only ids that are known are added
                Optional.ofNullable(entry).map(this::withKnownId).ifPresent(listeners::add);
            } else {
                entry(key, part, entry, made).ifPresent(listeners::add);
            }
        }
        return listeners;
    }

    private ListenerRecord withKnownId(ListenerRecord entry) {
        return ownership
                .mine(Ownership.key(entry))
                .map(listener -> entry.withId(listener.id().value()))
                .orElse(entry);
    }

    private Optional<ListenerRecord> entry(
            ListenerKey key, @Nullable Part part, @Nullable ListenerRecord entry, boolean made) {
        String id = made
                ? ownership.mine(key).map(listener -> listener.id().value()).orElse(null)
                : null;
        boolean blocked = made && id == null && ownership.foreignIn(key).isPresent();
        if (part == null || (id == null && part.standing() == Part.Standing.REPLACED)) {
            if (id == null) {
                return Optional.ofNullable(entry).filter(lost -> made && mayShowLate(key));
            }
            return Optional.of(entry == null ? unnamed(key, id) : entry.withId(id));
        }
        if (blocked) {
            return Optional.empty(); // withdrawn: what stands there is another's
        }
        return Optional.of(new ListenerRecord(
                key.protocol().name(),
                key.port(),
                id,
                part.source().key(),
                part.origin(),
                List.of(),
                entry == null ? null : entry.refusedReplacement(),
                List.of()));
    }

    /**
     * When to look again for listeners that are recorded, wanted no more and not there: a creation that was running when
     * the process before this one died may show them late.
     */
    Map<String, Instant> lateLooks() {
        Set<ListenerKey> wanted = desired.parts().stream()
                .filter(part -> part.standing() != Part.Standing.REPLACED)
                .map(part -> part.backend().listener())
                .collect(Collectors.toSet());
        Map<String, Instant> looks = new TreeMap<>();
        ownership.recorded().keySet().stream()
                .filter(key -> !wanted.contains(key) && ownership.mine(key).isEmpty() && mayShowLate(key))
                .forEach(key -> looks.put(lateKey(key), lateSince(key).plus(LATE)));
        return looks;
    }

    private boolean mayShowLate(ListenerKey key) {
        return !seen.observed().letGo().contains(key)
                && ownership.foreignIn(key).isEmpty()
                && !seen.observed().readSince(lateSince(key).plus(LATE), Aspect.LISTENERS);
    }

    private Instant lateSince(ListenerKey key) {
        return seen.memory().of(lateKey(key)).map(Memory.Entry::since).orElse(seen.now());
    }

    private static String lateKey(ListenerKey key) {
        return "Late " + key;
    }

    /** Our listener without an entry, after a restore of etcd: it gets its entry back before anything else is done. */
    private static ListenerRecord unnamed(ListenerKey key, String id) {
        return new ListenerRecord(key.protocol().name(), key.port(), id, null, null, List.of(), null, List.of());
    }

    /** Each source once that has an entry, or that has a claim here and is told how it stands. */
    private List<SourceStatus> sources(List<ListenerRecord> listeners) {
        Set<String> used = new HashSet<>();
        listeners.forEach(entry -> {
            if (entry.source() != null) {
                used.add(entry.source());
            }
        });
        TreeMap<String, SourceStatus> sources = new TreeMap<>();
        for (SourceStatus recorded : seen.recorded().sources()) {
            if (used.contains(recorded.key())) {
                sources.put(recorded.key(), recorded);
            }
        }
        seen.sources().stream()
                .filter(source ->
                        source.claim().holds() || used.contains(source.ref().key()))
                .forEach(source -> sources.put(
                        source.ref().key(),
                        seen.recorded().source(source.ref().uid()).orElseGet(() -> SourceStatus.of(source.ref()))));
        return List.copyOf(sources.values());
    }
}
