package io.enidirect.operator.plan.record;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.DomainRecord;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.RedirectRecord;
import io.enidirect.crd.RuleRecord;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.DomainWords;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Placeholder;
import io.enidirect.operator.desired.model.Redirect;
import io.enidirect.operator.desired.model.RefusedReplacement;
import io.enidirect.operator.plan.rules.WantedRules;
import io.enidirect.operator.plan.rules.WantedRules.Wanted;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.record.RecordKeys;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
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
    List<DomainRecord> of(ListenerKey listener, @Nullable ListenerRecord entry, boolean made) {
        Map<RuleKey, RuleRecord> before = entry == null ? Map.of() : RecordKeys.rules(entry);
        Map<RuleKey, Wanted> wishes =
                wanted.of(listener).stream().collect(Collectors.toMap(Wanted::key, Function.identity()));
        TreeSet<RuleKey> keys = new TreeSet<>(before.keySet());
        keys.addAll(wishes.keySet());
        SortedMap<String, List<RuleRecord>> byDomain = new TreeMap<>();
        keys.forEach(key -> rule(listener, key, before.get(key), wishes, made)
                .ifPresent(rule -> byDomain.computeIfAbsent(key.domain(), none -> new ArrayList<>())
                        .add(rule)));
        return byDomain.entrySet().stream()
                .map(domain -> domain(listener, domain.getKey(), entry, domain.getValue()))
                .toList();
    }

    private DomainRecord domain(
            ListenerKey listener, String name, @Nullable ListenerRecord entry, List<RuleRecord> rules) {
        List<String> before = (entry == null ? List.<DomainRecord>of() : entry.domains())
                .stream()
                        .filter(domain -> domain.domain().equals(name))
                        .findFirst()
                        .map(DomainRecord::named)
                        .orElse(List.of());
        Optional<DomainWords> words = wanted.words(listener, name);
        boolean settled = words.isEmpty()
                || ownership
                        .mine(listener)
                        .flatMap(mine -> mine.domain(name))
                        .filter(domain -> words.get().settings().satisfiedBy(domain.settings()))
                        .isPresent();
        return new DomainRecord(
                name,
                words.map(DomainWords::source).map(SourceRef::key).orElse(null),
                List.of(),
                NamedSettings.of(words.map(DomainWords::named).orElse(Set.of()), before, settled),
                rules);
    }

    private Optional<RuleRecord> rule(
            ListenerKey listener, RuleKey key, @Nullable RuleRecord was, Map<RuleKey, Wanted> wishes, boolean made) {
        String id = made ? id(listener, key).orElse(null) : null;
        Wanted wish = wishes.get(key);
        if (wish != null && !(id == null && wish.replaced())) {
            return Optional.of(entry(listener, wish, id, was));
        }
        Optional<Wanted> successor = made && id == null ? successor(listener, wish, wishes) : Optional.empty();
        if (was != null && successor.isPresent()) {
            return Optional.of(gone(listener, was, successor.get()));
        }
        boolean stays = id != null || (made && late.mayShow(new Backend(listener, key)));
        return Optional.ofNullable(was).filter(rule -> stays).map(rule -> rule.withId(id));
    }

    /** What is to come in its place, and is not there yet. */
    private Optional<Wanted> successor(ListenerKey listener, @Nullable Wanted wish, Map<RuleKey, Wanted> wishes) {
        return Optional.ofNullable(wish)
                .flatMap(replaced -> Optional.ofNullable(replaced.part().replacement()))
                .flatMap(replacement -> Optional.ofNullable(replacement.rule()))
                .filter(key -> id(listener, key).isEmpty())
                .flatMap(key -> Optional.ofNullable(wishes.get(key)));
    }

    /** It had to go before its successor is there: with the id that it had, until that is; if that is refused it is made again. */
    private RuleRecord gone(ListenerKey listener, RuleRecord was, Wanted successor) {
        return seen.memory().blamed(successor.aloneOn(listener).key())
                ? was.withRefusedReplacement(
                        RefusedReplacement.hash(new Backend(listener, successor.key()), successor.settings()))
                : was;
    }

    private RuleRecord entry(ListenerKey listener, Wanted wish, @Nullable String id, @Nullable RuleRecord was) {
        Part part = wish.part();
        boolean settled = part.standing() == Part.Standing.WANTED
                && ownership
                        .settings(new Backend(listener, wish.key()))
                        .filter(part.settings()::satisfiedBy)
                        .isPresent();
        return new RuleRecord(
                id,
                wish.key().url(),
                part instanceof Placeholder ? null : part.source().key(),
                part.origins(),
                part instanceof Redirect redirect ? redirect(redirect) : null,
                NamedSettings.of(part.named(), was == null ? null : was.named(), settled),
                was == null ? null : was.refusedReplacement());
    }

    private static RedirectRecord redirect(Redirect redirect) {
        Backend target = redirect.target();
        RuleKey rule = Objects.requireNonNull(target.rule());
        return new RedirectRecord(
                target.listener().protocol().name(),
                target.listener().port(),
                rule.domain(),
                rule.url(),
                redirect.code(),
                redirect.keepsPath());
    }

    /** The entries as they are, with the ids that are known. */
    List<DomainRecord> withKnownIds(ListenerKey listener, List<DomainRecord> entries) {
        return entries.stream()
                .map(domain -> domain.withRules(domain.rules().stream()
                        .map(rule -> id(listener, RecordKeys.of(domain, rule))
                                .map(rule::withId)
                                .orElse(rule))
                        .toList()))
                .toList();
    }

    /** The entries of what is still wanted. */
    List<DomainRecord> wanted(ListenerKey listener, List<DomainRecord> entries) {
        Set<RuleKey> keys = wanted.of(listener).stream().map(Wanted::key).collect(Collectors.toSet());
        return entries.stream()
                .map(domain -> domain.withRules(domain.rules().stream()
                        .filter(rule -> keys.contains(RecordKeys.of(domain, rule)))
                        .toList()))
                .filter(domain -> !domain.rules().isEmpty())
                .toList();
    }

    /** Those that are recorded, wanted no more and not there, and may still show. */
    Stream<Backend> late(ListenerRecord entry) {
        ListenerKey listener = RecordKeys.of(entry);
        Set<RuleKey> expected = wanted.of(listener).stream()
                .filter(rule -> !rule.replaced())
                .map(Wanted::key)
                .collect(Collectors.toSet());
        return RecordKeys.rules(entry).keySet().stream()
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
