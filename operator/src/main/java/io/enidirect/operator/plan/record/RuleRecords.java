package io.enidirect.operator.plan.record;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.RuleRecord;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.RefusedReplacement;
import io.enidirect.operator.plan.rules.WantedRules;
import io.enidirect.operator.plan.rules.WantedRules.Wanted;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.record.RecordKeys;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The entries of an L7 listener's rules, as its own: written ahead, and there until the cloud has let go. */
final class RuleRecords {
    private final Snapshot seen;
    private final Ownership ownership;
    private final WantedRules wanted;
    private final LateLooks late;

    RuleRecords(Snapshot seen, Ownership ownership, WantedRules wanted, LateLooks late) {
        this.seen = seen;
        this.ownership = ownership;
        this.wanted = wanted;
        this.late = late;
    }

    /**
     * All that is wanted on it, and of what was recorded that which is still there.
     *
     * @param made whether the load balancer is there: without it all are intents
     */
    List<RuleRecord> of(ListenerKey listener, @Nullable ListenerRecord entry, boolean made) {
        Map<RuleKey, RuleRecord> before = before(entry);
        Map<RuleKey, Wanted> wishes =
                wanted.of(listener).stream().collect(Collectors.toMap(Wanted::key, Function.identity()));
        TreeSet<RuleKey> keys = new TreeSet<>(before.keySet());
        keys.addAll(wishes.keySet());
        return keys.stream()
                .flatMap(key -> {
                    String id = made ? id(listener, key).orElse(null) : null;
                    RuleRecord was = before.get(key);
                    Wanted wish = wishes.get(key);
                    if (wish != null && !(id == null && wish.replaced())) {
                        return Stream.of(entry(wish, id, was));
                    }
                    Optional<Wanted> successor =
                            made && id == null ? successor(listener, wish, wishes) : Optional.empty();
                    if (was != null && successor.isPresent()) {
                        return Stream.of(gone(listener, was, successor.get()));
                    }
                    boolean stays = id != null || (made && late.mayShow(new Backend(listener, key)));
                    return Stream.ofNullable(was).filter(rule -> stays).map(rule -> rule.withId(id));
                })
                .toList();
    }

    /** What is to come in its place, and is not there yet. */
    private Optional<Wanted> successor(ListenerKey listener, @Nullable Wanted wish, Map<RuleKey, Wanted> wishes) {
        return Optional.ofNullable(wish)
                .flatMap(replaced -> Optional.ofNullable(replaced.part()))
                .flatMap(part -> Optional.ofNullable(part.replacement()))
                .flatMap(replacement -> Optional.ofNullable(replacement.rule()))
                .filter(key -> id(listener, key).isEmpty())
                .flatMap(key -> Optional.ofNullable(wishes.get(key)));
    }

    /** It had to go before its successor is there: with the id that it had, until that is; if that is refused it is made again. */
    private RuleRecord gone(ListenerKey listener, RuleRecord was, Wanted successor) {
        return seen.memory().blamed(successor.aloneOn(listener).key())
                ? was.withRefusedReplacement(RefusedReplacement.hash(successor.key(), successor.settings()))
                : was;
    }

    private static RuleRecord entry(Wanted wish, @Nullable String id, @Nullable RuleRecord was) {
        Part part = wish.part();
        return new RuleRecord(
                id,
                wish.key().domain(),
                wish.key().url(),
                part == null ? null : part.source().key(),
                part == null ? null : part.origin(),
                List.of(),
                was == null ? null : was.refusedReplacement());
    }

    private static Map<RuleKey, RuleRecord> before(@Nullable ListenerRecord entry) {
        Map<RuleKey, RuleRecord> rules = new TreeMap<>();
        if (entry != null) {
            entry.rules().forEach(rule -> rules.put(RecordKeys.of(rule), rule));
        }
        return rules;
    }

    /** The entries as they are, with the ids that are known. */
    List<RuleRecord> withKnownIds(ListenerKey listener, List<RuleRecord> entries) {
        return entries.stream()
                .map(entry ->
                        id(listener, RecordKeys.of(entry)).map(entry::withId).orElse(entry))
                .toList();
    }

    /** The entries of what is still wanted. */
    List<RuleRecord> wanted(ListenerKey listener, List<RuleRecord> entries) {
        List<RuleKey> keys = wanted.of(listener).stream().map(Wanted::key).toList();
        return entries.stream()
                .filter(entry -> keys.contains(RecordKeys.of(entry)))
                .toList();
    }

    /** Those that are recorded, wanted no more and not there, and may still show. */
    Stream<Backend> late(ListenerRecord entry) {
        ListenerKey listener = RecordKeys.of(entry);
        List<RuleKey> expected = wanted.of(listener).stream()
                .filter(rule -> !rule.replaced())
                .map(Wanted::key)
                .toList();
        return entry.rules().stream()
                .map(RecordKeys::of)
                .filter(key -> !expected.contains(key) && id(listener, key).isEmpty())
                .map(key -> new Backend(listener, key))
                .filter(late::mayShow);
    }

    private Optional<String> id(ListenerKey listener, RuleKey key) {
        return ownership
                .mine(listener)
                .flatMap(mine -> seen.observed().rule(listener, key))
                .map(Rule::id)
                .map(Object::toString);
    }
}
