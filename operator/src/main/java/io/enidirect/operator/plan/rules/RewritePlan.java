package io.enidirect.operator.plan.rules;

import io.enidirect.cloud.CallLimits;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Rewrite;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Redirect;
import io.enidirect.operator.plan.listeners.Replacements;
import io.enidirect.operator.plan.listeners.RewritesThere;
import io.enidirect.operator.plan.step.Batch;
import io.enidirect.operator.plan.step.Draft;
import io.enidirect.operator.plan.step.RuleStep;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.snapshot.Backend;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Redirects: made when both rules are there, and taken away before either goes, or before a rule forwards again whose targets
 * are there. One that leads elsewhere, or with another code, is made anew at once.
 */
public final class RewritePlan {
    private record Pair(ListenerKey from, ListenerKey to) {}

    private record Ending(ListenerKey from, ListenerId to) {}

    private final Map<Backend, Part> parts;
    private final Ownership ownership;
    private final RewritesThere there;
    private final Replacements replacements;
    private final Draft draft;

    RewritePlan(Desired.State desired, Ownership ownership, Replacements replacements, Draft draft) {
        this.parts = desired.parts().stream().collect(Collectors.toMap(Part::backend, Function.identity()));
        this.ownership = ownership;
        this.there = replacements.rewrites();
        this.replacements = replacements;
        this.draft = draft;
    }

    /** Whether the rule has to stay, since a redirect is of it or leads to it. */
    boolean concern(Backend rule) {
        return there.concern(rule);
    }

    void plan() {
        List<Backend> first = create();
        end(Draft.Stage.CREATE, first);
        end(
                Draft.Stage.REMOVE,
                there.bySource().keySet().stream().filter(this::goes).toList());
    }

    /** Answers where another one goes first. */
    private List<Backend> create() {
        List<Backend> first = new ArrayList<>();
        Map<Pair, List<Redirect>> now = new LinkedHashMap<>();
        parts.values().stream()
                .flatMap(part -> part instanceof Redirect redirect ? Stream.of(redirect) : Stream.empty())
                .filter(redirect -> !there.has(redirect))
                .sorted(Comparator.comparing(Redirect::backend))
                .forEach(redirect -> {
                    Pair pair = new Pair(
                            redirect.backend().listener(), redirect.target().listener());
                    boolean computable = ownership.has(redirect.backend()) && ownership.has(redirect.target());
                    if (!computable) {
                        creation(pair).announce(List.of(redirect));
                    } else if (there.bySource().containsKey(redirect.backend())) {
                        if (!creation(pair).blamed(redirect)) {
                            first.add(redirect.backend());
                        }
                        creation(pair).announce(List.of(redirect));
                    } else {
                        now.computeIfAbsent(pair, none -> new ArrayList<>()).add(redirect);
                    }
                });
        now.forEach((pair, redirects) -> creation(pair).write(redirects));
        return first;
    }

    private Batch<Redirect> creation(Pair pair) {
        return new Batch<>(
                draft,
                Draft.Stage.CREATE,
                CallLimits.REWRITES,
                redirects -> new RuleStep.CreateRewrites(
                        pair.from(),
                        pair.to(),
                        redirects.stream().map(RewritePlan::leading).toList()),
                (redirects, key) -> {
                    if (redirects.size() == 1) {
                        draft.refusal(redirects.get(0), key);
                    } else {
                        draft.refusal(List.copyOf(redirects), key, "redirects of " + pair.from());
                    }
                });
    }

    private static RuleStep.Leading leading(Redirect redirect) {
        return new RuleStep.Leading(
                Objects.requireNonNull(redirect.backend().rule()),
                Objects.requireNonNull(redirect.target().rule()),
                redirect.code(),
                redirect.keepsPath());
    }

    /** Nobody wants it, and what its rule is to forward to is there. */
    private boolean goes(Backend rule) {
        Part part = parts.get(rule);
        return !(part instanceof Redirect) && (part == null || replacements.made(rule));
    }

    private void end(Draft.Stage stage, List<Backend> rules) {
        end(draft, stage, there, rules, this::sources);
    }

    private Set<SourceRef> sources(Collection<Backend> rules) {
        return rules.stream()
                .flatMap(rule -> Stream.ofNullable(parts.get(rule)))
                .map(Part::source)
                .collect(Collectors.toSet());
    }

    /** @param concerned whom the refusal is told that the redirects of these rules end */
    public static void end(
            Draft draft,
            Draft.Stage stage,
            RewritesThere there,
            List<Backend> rules,
            Function<Collection<Backend>, Set<SourceRef>> concerned) {
        Map<Ending, List<Backend>> byTarget = new LinkedHashMap<>();
        rules.forEach(rule -> byTarget.computeIfAbsent(
                        new Ending(rule.listener(), rewrite(there, rule).listener()), none -> new ArrayList<>())
                .add(rule));
        byTarget.forEach((ending, together) -> new Batch<Backend>(
                        draft,
                        stage,
                        CallLimits.REWRITES,
                        some -> {
                            Map<RuleKey, Rewrite> rewrites = new TreeMap<>();
                            some.forEach(
                                    rule -> rewrites.put(Objects.requireNonNull(rule.rule()), rewrite(there, rule)));
                            return new RuleStep.DeleteRewrites(ending.from(), new TreeMap<>(rewrites));
                        },
                        (some, key) -> draft.refusal(concerned.apply(some), key, "redirect of " + some.get(0)))
                .write(together));
    }

    private static Rewrite rewrite(RewritesThere there, Backend rule) {
        return Objects.requireNonNull(there.bySource().get(rule));
    }
}
