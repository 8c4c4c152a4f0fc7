package io.enidirect.operator.kinds.ingress;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.RuleKey;
import io.enidirect.cloud.Target;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.Origin;
import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.annotations.IngressWishes;
import io.enidirect.operator.annotations.PodWeight;
import io.enidirect.operator.desired.endpoints.SourceTargets;
import io.enidirect.operator.desired.merge.RuleQuota;
import io.enidirect.operator.desired.merge.RuleText;
import io.enidirect.operator.desired.model.Asked;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.DomainWords;
import io.enidirect.operator.desired.model.Forward;
import io.enidirect.operator.desired.model.ListenerWords;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.RefusedReplacement;
import io.enidirect.operator.desired.model.TargetWish;
import io.enidirect.operator.desired.tuning.SourceTuning;
import io.enidirect.operator.kinds.HeldPart;
import io.enidirect.operator.kinds.RuleRoom;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.record.RecordedPart;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An Ingress's contribution: the rules that it asks for, and what of it is programmed and has to stay. */
final class IngressContribution {
    private final Source source;
    private final Ingress ingress;
    private final BackendSettings untuned;
    private final SourceTuning tuning;
    private final IngressOrigins origins;
    private final SourceTargets targets;
    private final CloudLoadBalancerStatus record;
    private final int most;
    private final Map<Backend, RecordedPart> recorded = new LinkedHashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private IngressContribution(Source source, Snapshot seen) {
        this.source = source;
        this.ingress = (Ingress) source.object();
        this.tuning = SourceTuning.of(source, seen);
        this.untuned = new BackendSettings(
                null, null, LoadBalancerWish.of(seen.object(), seen.settings()).healthCheck());
        this.origins = new IngressOrigins(source, seen);
        this.targets = new SourceTargets(source, seen, PodWeight.Of.INGRESS);
        this.record = seen.recorded();
        this.most = seen.settings().limits().rulesPerListener();
        RecordedPart.of(record, source.ref().key()).stream()
                .filter(RecordedPart::programmed)
                .forEach(part -> recorded.putIfAbsent(part.backend(), part));
    }

    static Contribution of(Source source, Snapshot seen) {
        IngressContribution contribution = new IngressContribution(source, seen);
        contribution.problems.addAll(source.claim().problems());
        if (seen.skipped()) {
            contribution.recorded.forEach((backend, entry) -> contribution.parts.add(HeldPart.of(
                    entry,
                    source.ref(),
                    "spec.rules[" + backend.rule() + "]",
                    origin -> contribution.targets.leaving(origin, backend))));
        } else if (source.claim().state() == Claim.State.OURS) {
            contribution.addRules();
        } else if (source.claim().holds() || Desired.waitsForDeletion(seen)) {
            contribution.recorded.forEach((backend, entry) ->
                    contribution.parts.add(contribution.held(entry, "spec.rules[" + backend.rule() + "]")));
        }
        contribution.problems.addAll(contribution.origins.problems());
        contribution.problems.addAll(contribution.targets.problems());
        List<ListenerWords> listeners = contribution.tuning.listenersOf(contribution.parts);
        List<DomainWords> domains = contribution.tuning.domainsOf(contribution.parts);
        contribution.problems.addAll(contribution.told());
        return new Contribution(
                source.ref(),
                source.created(),
                contribution.parts,
                listeners,
                domains,
                contribution.problems,
                contribution.targets.holds());
    }

    /** Of what has an effect only where it asks for something. */
    private List<Problem> told() {
        return source.claim().state() == Claim.State.OURS ? tuning.problems() : List.of();
    }

    private Asked asked(IngressRules.Compiled rule) {
        return tuning.tuned(Asked.wanted(rule.place(), source.ref(), rule.field(), untuned), rule.paths());
    }

    private void addRules() {
        IngressRules rules = IngressRules.of(ingress, source.ref(), record, most);
        problems.addAll(rules.problems());
        problems.addAll(IngressWishes.of(ingress).told());
        if (Cut.parts(ingress)) {
            problems.add(RuleQuota.unread(source.ref(), most));
        }
        Set<String> refused = refused(rules.rules());
        for (IngressRules.Compiled rule : rules.rules()) {
            Backend backend = rule.place();
            if (refused.contains(rule.field())) {
                continue;
            }
            Optional<Origin> origin = origins.of(rule.backend(), rule.backendField());
            if (origin.isPresent()) {
                Part part =
                        new Forward(asked(rule), List.of(origin.get()), targets.follow(origin.get(), false, backend));
                parts.add(rule.implied() ? part.asImplied() : part);
            } else {
                Optional.ofNullable(recorded.get(backend))
                        .map(entry -> held(entry, rule.field()))
                        .map(part -> rule.implied() ? part.asImplied() : part)
                        .ifPresent(parts::add);
            }
        }
        keepReplaced(rules.rules(), refused);
    }

    /** The fields of what waits for a change of itself: it was refused when what it was to replace had already gone. */
    private Set<String> refused(List<IngressRules.Compiled> rules) {
        Set<String> hashes = recorded.values().stream()
                .flatMap(entry -> Stream.ofNullable(entry.refused()))
                .collect(Collectors.toSet());
        Set<String> fields = new HashSet<>();
        for (IngressRules.Compiled rule : hashes.isEmpty() ? List.<IngressRules.Compiled>of() : rules) {
            if (!recorded.containsKey(rule.place())
                    && hashes.contains(
                            RefusedReplacement.hash(rule.place(), asked(rule).settings()))) {
                fields.add(rule.field());
                problems.add(RefusedReplacement.ofRule(source.ref(), rule.field(), RuleText.shown(rule.key())));
            }
        }
        return fields;
    }

    /** What takes the place of one another: rules of one listener for one host and path. */
    private record Successors(ListenerKey listener, RuleRoom.HostPath path) {
        static Successors of(Backend rule) {
            return new Successors(rule.listener(), RuleRoom.HostPath.of(Objects.requireNonNull(rule.rule())));
        }
    }

    /** What is recorded and asked for no more goes, unless another rule for the same path takes its place. */
    private void keepReplaced(List<IngressRules.Compiled> rules, Set<String> refused) {
        Set<Backend> asked = rules.stream().map(IngressRules.Compiled::place).collect(Collectors.toSet());
        Set<Backend> there = parts.stream().map(Part::backend).collect(Collectors.toSet());
        Map<Successors, List<IngressRules.Compiled>> byPath =
                rules.stream().collect(Collectors.groupingBy(rule -> Successors.of(rule.place())));
        recorded.forEach((backend, entry) -> {
            RuleKey key = backend.rule();
            List<IngressRules.Compiled> successors = key == null || asked.contains(backend)
                    ? List.of()
                    : byPath.getOrDefault(Successors.of(backend), List.of());
            if (successors.isEmpty()) {
                if (Cut.parts(ingress) && key != null && !asked.contains(backend)) {
                    // it may be among those that are not read
                    parts.add(held(entry, "spec.rules[" + key + "]"));
                }
                return;
            }
            Optional<Backend> replacement = successors.stream()
                    .map(IngressRules.Compiled::place)
                    .filter(there::contains)
                    .min(Comparator.comparing(recorded::containsKey));
            replacement.ifPresentOrElse(
                    successor -> replace(entry, successors.get(0).field(), successor),
                    // what is to take its place can't be programmed
                    () -> parts.add(
                            successors.stream()
                                            .map(IngressRules.Compiled::field)
                                            .anyMatch(refused::contains)
                                    ? again(entry, successors.get(0))
                                    : held(entry, successors.get(0).field())));
        });
    }

    private void replace(RecordedPart entry, String field, Backend replacement) {
        parts.add(HeldPart.as(entry, Asked.replaced(entry.backend(), source.ref(), field, replacement), follow(entry)));
    }

    /** As it was, and made again where it had to go. */
    private Part again(RecordedPart entry, IngressRules.Compiled successor) {
        Asked asked = Asked.wanted(entry.backend(), source.ref(), successor.field(), untuned);
        return HeldPart.as(entry, tuning.tuned(asked, successor.paths()), follow(entry));
    }

    private Part held(RecordedPart entry, String field) {
        return HeldPart.of(entry, source.ref(), field, follow(entry));
    }

    private Function<Origin, Map<Target, TargetWish>> follow(RecordedPart entry) {
        return origin -> targets.follow(origin, false, entry.backend());
    }
}
