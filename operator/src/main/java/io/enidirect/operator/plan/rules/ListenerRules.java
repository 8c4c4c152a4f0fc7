package io.enidirect.operator.plan.rules;

import io.enidirect.cloud.CallLimits;
import io.enidirect.cloud.Domain;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.plan.listeners.Replacements;
import io.enidirect.operator.plan.rules.WantedRules.Wanted;
import io.enidirect.operator.plan.step.Batch;
import io.enidirect.operator.plan.step.Draft;
import io.enidirect.operator.plan.step.RuleStep;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.record.RecordKeys;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.StepKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of one L7 listener: created in few calls, changed, and deleted when nobody asks for them any more. Whatever is
 * on a listener of ours and not wanted goes, whoever made it: a listener has one manager.
 */
final class ListenerRules {
    private final ListenerKey listener;
    private final Map<RuleKey, Wanted> wishes = new LinkedHashMap<>();
    private final Map<String, DomainSettings> domains;
    private final String defaultDomain;
    private final RewritePlan rewrites;
    private final Snapshot seen;
    private final Replacements replacements;
    private final Draft draft;

    ListenerRules(
            ListenerKey listener,
            WantedRules wanted,
            Snapshot seen,
            Replacements replacements,
            RewritePlan rewrites,
            Draft draft) {
        this.listener = listener;
        // those of the default domain first
        wanted.of(listener).forEach(rule -> wishes.put(rule.key(), rule));
        this.domains = wanted.domains(listener);
        this.defaultDomain = wanted.defaultDomain(listener);
        this.rewrites = rewrites;
        this.seen = seen;
        this.replacements = replacements;
        this.draft = draft;
    }

    /** What will be created once the listener is there. */
    void announce() {
        List<Wanted> missing = missing(List.of());
        creation(first(missing)).announce(missing);
    }

    void plan(Listener mine) {
        String defaultDomain = mine.domain(this.defaultDomain).isPresent() ? this.defaultDomain : DefaultDomain.NAME;
        mine.domains().forEach(domain -> modify(domain, defaultDomain));
        mine.rules().forEach(this::modify);
        SortedSet<RuleKey> unwanted = unwanted(mine);
        unwanted.removeAll(create(mine));
        deletion(Draft.Stage.REMOVE).write(List.copyOf(unwanted));
    }

    private void modify(Domain domain, String defaultDomain) {
        DomainSettings wish = domains.getOrDefault(domain.name(), DomainSettings.UNSPECIFIED)
                .withDefaultServer(domain.name().equals(defaultDomain));
        if (!wish.satisfiedBy(domain.settings())) {
            Step step = new RuleStep.ModifyDomain(listener, domain.name(), wish);
            draft.write(Draft.Stage.CREATE, step);
            draft.refusal(concerned(domain.name()), step.key(), shown(domain.name()) + " of " + listener);
        }
    }

    /** Whom it matters to: unknown hosts are everybody's. */
    private Set<SourceRef> concerned(String domain) {
        return wishes.values().stream()
                .filter(rule ->
                        domain.equals(DefaultDomain.NAME) || rule.key().domain().equals(domain))
                .map(rule -> rule.part().source())
                .collect(Collectors.toSet());
    }

    private static String shown(String domain) {
        return domain.equals(DefaultDomain.NAME) ? "default domain" : "host " + domain;
    }

    private void modify(Rule rule) {
        Wanted wish = wishes.get(rule.key());
        if (wish != null && !wish.settings().satisfiedBy(rule.settings())) {
            Step step = new RuleStep.ModifyRule(listener, rule.key(), wish.settings());
            draft.write(Draft.Stage.CREATE, step);
            tell(List.of(wish), step.key());
        }
    }

    /** Answers what goes before, to make room. */
    private SortedSet<RuleKey> create(Listener mine) {
        List<Wanted> missing = missing(mine.rules().toList());
        Batch<Wanted> creation = creation(holdsDefaultDomain(mine) ? Optional.empty() : first(missing));
        List<Wanted> computable =
                missing.stream().filter(rule -> !creation.blamed(rule)).toList();
        int room = Math.max(
                0,
                seen.settings().limits().rulesPerListener() - (int) mine.rules().count());
        if (computable.size() <= room) {
            creation.write(missing);
            return new TreeSet<>();
        }
        // Where not all have room there is no make before break. As many as fit are made. When the listener is full,
        // as much of the rest goes as has to: each plan leaves fewer missing or more room, and so it ends.
        SortedSet<RuleKey> early = room > 0 ? new TreeSet<>() : toMakeRoom(mine, computable.size());
        deletion(Draft.Stage.CREATE).write(List.copyOf(early));
        List<Wanted> now = new ArrayList<>(missing);
        if (room > 0 || !early.isEmpty()) {
            now.removeAll(computable.subList(room, computable.size()));
        }
        creation.write(now);
        return early;
    }

    /** Some of what nobody asks for, else of what is being replaced; the default domain's last rules only when nothing else is left. */
    private SortedSet<RuleKey> toMakeRoom(Listener mine, int rules) {
        List<RuleKey> candidates = mine.rules()
                .map(Rule::key)
                .filter(key -> !wishes.containsKey(key) || wishes.get(key).replaced())
                .sorted(Comparator.comparing(this::need).thenComparing(Comparator.naturalOrder()))
                .toList();
        return candidates.stream()
                .takeWhile(key -> need(key) == need(candidates.get(0)))
                .limit(rules)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private int need(RuleKey key) {
        return WantedRules.ofDefaultDomain(key) ? 2 : wishes.containsKey(key) ? 1 : 0;
    }

    /** What may go: not before its replacement is programmed, nor a rule of the default domain before another one holds it. */
    private SortedSet<RuleKey> unwanted(Listener mine) {
        SortedSet<RuleKey> unwanted =
                mine.rules().map(Rule::key).filter(this::goes).collect(Collectors.toCollection(TreeSet::new));
        if (mine.rules().allMatch(rule -> !ofDefaultDomain(rule) || unwanted.contains(rule.key()))) {
            unwanted.removeIf(WantedRules::ofDefaultDomain);
        }
        return unwanted;
    }

    private boolean goes(RuleKey key) {
        Wanted wish = wishes.get(key);
        return !rewrites.concern(new Backend(listener, key)) && (wish == null || replacements.goes(wish.part()));
    }

    private List<Wanted> missing(List<Rule> there) {
        Set<RuleKey> keys = there.stream().map(Rule::key).collect(Collectors.toSet());
        return wishes.values().stream()
                .filter(rule -> !rule.replaced() && !keys.contains(rule.key()))
                .toList();
    }

    /** The rule that makes its domain the default one: rather one that did not fail before. */
    private Optional<RuleKey> first(List<Wanted> missing) {
        return missing.stream()
                .filter(rule -> WantedRules.ofDefaultDomain(rule.key()))
                .min(Comparator.comparing(
                        rule -> draft.memory().blamed(rule.aloneOn(listener).key())))
                .map(Wanted::key);
    }

    private Batch<Wanted> creation(Optional<RuleKey> defaultServer) {
        return new Batch<>(
                draft,
                Draft.Stage.CREATE,
                CallLimits.RULES,
                rules -> new RuleStep.CreateRules(
                        listener,
                        rules.stream()
                                .map(rule -> rule.asNew(defaultServer.equals(Optional.of(rule.key()))))
                                .toList()),
                this::tell);
    }

    private Batch<RuleKey> deletion(Draft.Stage stage) {
        return new Batch<>(
                draft,
                stage,
                CallLimits.RULES,
                rules -> new RuleStep.DeleteRules(listener, new TreeSet<>(rules)),
                (rules, key) -> draft.refusal(sourcesOf(rules), key, "rule " + new Backend(listener, rules.get(0))));
    }

    /** Whom they are recorded for. */
    private Set<SourceRef> sourcesOf(List<RuleKey> rules) {
        Set<String> keys = seen.recorded().listeners().stream()
                .filter(entry -> RecordKeys.of(entry).equals(listener))
                .flatMap(entry -> RecordKeys.rules(entry).entrySet().stream())
                .filter(entry -> rules.contains(entry.getKey()))
                .flatMap(entry -> Stream.ofNullable(entry.getValue().source()))
                .collect(Collectors.toSet());
        return seen.sourceRefs().stream()
                .filter(ref -> keys.contains(ref.key()))
                .collect(Collectors.toSet());
    }

    private static boolean holdsDefaultDomain(Listener mine) {
        return mine.rules().anyMatch(ListenerRules::ofDefaultDomain);
    }

    private void tell(List<Wanted> rules, StepKey key) {
        if (rules.size() == 1) {
            draft.refusal(rules.get(0).part(), key);
        } else {
            draft.refusal(rules.stream().map(Wanted::part).toList(), key, "rules on " + listener);
        }
    }

    private static boolean ofDefaultDomain(Rule rule) {
        return WantedRules.ofDefaultDomain(rule.key());
    }
}
