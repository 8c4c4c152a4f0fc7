package io.enidirect.operator.plan.record;

import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.CloudLoadBalancerStatus.Creation;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.RefusedReplacement;
import io.enidirect.operator.plan.listeners.ListenerPlan;
import io.enidirect.operator.plan.listeners.ListenerWish;
import io.enidirect.operator.plan.listeners.Replacements;
import io.enidirect.operator.plan.rules.WantedRules;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.record.RecordKeys;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The record as it has to stand before the plan's first write: it names all that is ours and all that is about to be. An
 * entry leaves only after the cloud has let go.
 */
public final class RecordPlan {
    private final Snapshot seen;
    private final LoadBalancerWish loadBalancer;
    private final Ownership ownership;
    private final SortedMap<ListenerKey, ListenerWish> wishes;
    private final Replacements replacements;
    private final LateLooks late;
    private final WantedRules wanted;
    private final RuleRecords rules;

    public RecordPlan(Desired.State desired, Snapshot seen, Ownership ownership, Replacements replacements) {
        this.seen = seen;
        this.loadBalancer = desired.loadBalancer();
        this.ownership = ownership;
        this.wishes = ListenerWish.of(desired);
        this.replacements = replacements;
        this.late = new LateLooks(seen, ownership);
        this.wanted = new WantedRules(desired, seen, ownership);
        this.rules = new RuleRecords(seen, ownership, wanted, late);
    }

    /**
     * The record with this load balancer and this order.
     *
     * @param made whether the load balancer that the entries speak of is there; without it all of them are intents
     */
    public CloudLoadBalancerStatus record(@Nullable String loadBalancerId, @Nullable Creation creation, boolean made) {
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
                        recorded.problems(),
                        sources(listeners),
                        listeners)
                .withNamed(named(there));
    }

    private List<String> named(@Nullable LoadBalancer there) {
        // what an accepted call is about to change may yet fail
        boolean settled = there != null
                && seen.observed().task().isEmpty()
                && loadBalancer.settings().satisfiedBy(there.settings())
                && (loadBalancer.securityGroups() == null
                        || loadBalancer.securityGroups().equals(there.securityGroups()));
        return NamedSettings.of(loadBalancer.named(), seen.recorded().named(), settled);
    }

    /** As it stands, and nobody who has a claim is left out: one whose first look is refused is told why, too. */
    public CloudLoadBalancerStatus asItIs() {
        CloudLoadBalancerStatus recorded = seen.recorded();
        List<SourceStatus> named = new ArrayList<>(recorded.sources());
        seen.sources().stream()
                .filter(source -> source.claim().holds())
                .map(Source::ref)
                .filter(ref -> recorded.source(ref.uid()).isEmpty())
                .map(SourceStatus::of)
                .forEach(named::add);
        return recorded.withSources(named);
    }

    /** The record of a load balancer that may not be written to: what nothing wants any more is given up. */
    public CloudLoadBalancerStatus released() {
        CloudLoadBalancerStatus recorded = seen.recorded();
        List<ListenerRecord> listeners = recorded.listeners().stream()
                .filter(entry -> wishes.containsKey(RecordKeys.of(entry)))
                .map(entry -> entry.withDomains(rules.wanted(RecordKeys.of(entry), entry.domains())))
                .toList();
        return new CloudLoadBalancerStatus(
                        recorded.observedGeneration(),
                        recorded.clusterId(),
                        recorded.creation(),
                        recorded.loadBalancerId(),
                        recorded.addresses(),
                        recorded.hostname(),
                        recorded.conditions(),
                        recorded.problems(),
                        sources(listeners),
                        listeners)
                .withNamed(recorded.named());
    }

    private List<ListenerRecord> listeners(boolean made) {
        Observed observed = seen.observed();
        Set<ListenerKey> keys = new TreeSet<>(ownership.recorded().keySet());
        keys.addAll(wishes.keySet());
        ownership.all().stream().filter(ownership::ours).map(Listener::key).forEach(keys::add);
        List<ListenerRecord> listeners = new ArrayList<>();
        for (ListenerKey key : keys) {
            ListenerRecord entry = ownership.recorded().get(key);
            if (made && (!observed.knows(Aspect.LISTENERS) || observed.task().isPresent())) {
                // nothing may be concluded about what is there: entries stay, and only ids that are known are added
                Optional.ofNullable(entry).map(this::withKnownIds).ifPresent(listeners::add);
            } else {
                entry(key, wishes.get(key), entry, made).ifPresent(listeners::add);
            }
        }
        return listeners;
    }

    private ListenerRecord withKnownIds(ListenerRecord entry) {
        ListenerKey key = RecordKeys.of(entry);
        return ownership
                .mine(key)
                .map(listener ->
                        entry.withId(listener.id().value()).withDomains(rules.withKnownIds(key, entry.domains())))
                .orElse(entry);
    }

    private Optional<ListenerRecord> entry(
            ListenerKey key, @Nullable ListenerWish wish, @Nullable ListenerRecord entry, boolean made) {
        String id = made
                ? ownership.mine(key).map(listener -> listener.id().value()).orElse(null)
                : null;
        boolean blocked = made && id == null && ownership.foreignIn(key).isPresent();
        if (wish == null || (id == null && wish.replaced())) {
            if (id == null) {
                Optional<ListenerWish> successor = made ? successor(key, wish) : Optional.empty();
                if (entry != null && successor.isPresent()) {
                    return Optional.of(gone(entry, successor.get()));
                }
                return Optional.ofNullable(entry).filter(lost -> made && late.mayShow(Backend.of(key)));
            }
            return Optional.of(entry == null ? unnamed(key, id) : entry.withId(id));
        }
        if (blocked) {
            return Optional.empty(); // withdrawn: what stands there is another's
        }
        List<String> named = NamedSettings.of(wish.named(), entry == null ? null : entry.named(), settled(wish));
        if (key.protocol().layer7()) {
            return Optional.of(
                    ListenerRecord.layer7(key.protocol().name(), key.port(), id, named, rules.of(key, entry, made)));
        }
        Part part = wish.parts().get(0);
        return Optional.of(ListenerRecord.layer4(
                        key.protocol().name(), key.port(), id, part.source().key(), part.origins(), named)
                .withRefusedReplacement(
                        refusedReplacement(part).orElse(entry == null ? null : entry.refusedReplacement())));
    }

    /** What is to come in the place of a listener, and of which nothing is there yet. */
    private Optional<ListenerWish> successor(ListenerKey key, @Nullable ListenerWish wish) {
        return Optional.ofNullable(wish)
                .flatMap(replaced -> Optional.ofNullable(replaced.parts().get(0).replacement()))
                .map(Backend::listener)
                .filter(other -> other.excludes(key))
                .flatMap(other -> Optional.ofNullable(wishes.get(other)))
                .filter(other -> other.all(part -> !ownership.has(part.backend())));
    }

    /** It had to go before its successor is there: with the id that it had, until that is; if that is refused it is made again. */
    private ListenerRecord gone(ListenerRecord entry, ListenerWish successor) {
        Part first = successor.parts().get(0);
        if (!refused(successor)) {
            return entry;
        }
        String hash = successor.key().protocol().layer7()
                ? RefusedReplacement.hash(successor.key())
                : RefusedReplacement.hash(first.backend(), first.settings());
        return RecordKeys.of(entry).protocol().layer7()
                ? entry.withDomains(entry.domains().stream()
                        .map(domain -> domain.withRules(domain.rules().stream()
                                .map(rule -> rule.withRefusedReplacement(hash))
                                .toList()))
                        .toList())
                : entry.withRefusedReplacement(hash);
    }

    /** Whether the cloud refuses the listener, or each rule that is to be on it. */
    private boolean refused(ListenerWish wish) {
        Set<RuleKey> rules = wish.parts().stream()
                .flatMap(part -> Stream.ofNullable(part.backend().rule()))
                .collect(Collectors.toSet());
        return seen.memory()
                        .blamed(ListenerPlan.creation(wish, seen.settings().listenerName())
                                .key())
                || (!rules.isEmpty()
                        && wanted.of(wish.key()).stream()
                                .filter(rule -> rules.contains(rule.key()))
                                .allMatch(rule -> seen.memory()
                                        .blamed(rule.aloneOn(wish.key()).key())));
    }

    /** Of a listener that is being replaced: the hash of what the cloud refuses all targets of, which left this one for it. */
    private Optional<String> refusedReplacement(Part part) {
        return Optional.ofNullable(part.replacement())
                .flatMap(replacement -> Optional.ofNullable(wishes.get(replacement.listener())))
                .map(wish -> wish.parts().get(0))
                .filter(other -> other.backend().rule() == null && replacements.isRefused(other.backend()))
                .map(other -> RefusedReplacement.hash(other.backend(), other.settings()));
    }

    /** Whether what is there is as it is wanted; what is held says nothing. */
    private boolean settled(ListenerWish wish) {
        return wish.all(part -> part.standing() == Part.Standing.WANTED
                        || part.backend().rule() != null)
                && ownership
                        .mine(wish.key())
                        .filter(listener -> wish.settings().satisfiedBy(listener.settings()))
                        .isPresent();
    }

    /** When to look again for what may show late, by the key under which that is remembered. */
    public Map<StepKey, Instant> lateLooks() {
        Map<StepKey, Instant> looks = new LinkedHashMap<>();
        ownership.recorded().forEach((key, entry) -> {
            ListenerWish wish = wishes.get(key);
            Stream<Backend> missing = wish == null || wish.replaced()
                    ? Stream.of(Backend.of(key))
                            .filter(listener -> ownership.mine(key).isEmpty())
                            .filter(late::mayShow)
                    : rules.late(entry);
            missing.forEach(backend -> looks.put(LateLooks.key(backend), late.due(backend)));
        });
        return looks;
    }

    /** Our listener without an entry, after a restore of etcd: it gets its entry back before anything else is done. */
    private static ListenerRecord unnamed(ListenerKey key, String id) {
        return key.protocol().layer7()
                ? ListenerRecord.layer7(key.protocol().name(), key.port(), id, List.of(), List.of())
                : ListenerRecord.layer4(key.protocol().name(), key.port(), id, null, List.of(), List.of());
    }

    /** Each source once that has an entry, or that has a claim here and is told how it stands. */
    private List<SourceStatus> sources(List<ListenerRecord> listeners) {
        Set<String> used = listeners.stream().flatMap(RecordKeys::sources).collect(Collectors.toSet());
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
