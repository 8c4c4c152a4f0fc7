package io.enidirect.operator.plan.targets;

import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.plan.step.Draft;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.plan.step.TargetStep;
import io.enidirect.operator.plan.step.TargetStep.Change;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes of targets in batches over all backends: those that may be tried at one time together, a refused one alone. */
final class TargetWrites {
    private final Map<Backend, Part> parts;
    private final Draft draft;

    /** @param parts what is wanted, by backend */
    TargetWrites(Map<Backend, Part> parts, Draft draft) {
        this.parts = parts;
        this.draft = draft;
    }

    void register(Draft.Stage stage, Map<Attachment, Integer> weights) {
        write(stage, Change.REGISTER, weights, TargetStep.RegisterTargets::new);
    }

    void setWeights(Map<Attachment, Integer> weights) {
        write(Draft.Stage.TARGETS, Change.SET_WEIGHTS, weights, TargetStep.SetWeights::new);
    }

    void deregister(Draft.Stage stage, Collection<Attachment> targets) {
        Map<Attachment, Integer> weights = new LinkedHashMap<>();
        targets.forEach(attachment -> weights.put(attachment, 0));
        write(stage, Change.DEREGISTER, weights, batch -> TargetStep.DeregisterTargets.of(batch.keySet()));
    }

    private void write(
            Draft.Stage stage,
            Change kind,
            Map<Attachment, Integer> weights,
            Function<Map<Attachment, Integer>, Step> call) {
        SortedMap<Instant, Map<Attachment, Integer>> byDue = new TreeMap<>();
        weights.forEach(
                (attachment, weight) -> byDue.computeIfAbsent(due(kind, attachment), due -> new LinkedHashMap<>())
                        .put(attachment, weight));
        byDue.forEach((due, batch) -> {
            Step step = call.apply(batch);
            draft.writeTargets(stage, step, due);
            draft.refusal(sources(batch.keySet()), step.key(), "targets");
        });
    }

    /** When it may be tried; what there is to remember of it is kept and told. */
    private Instant due(Change kind, Attachment attachment) {
        StepKey key = kind.of(attachment);
        if (draft.keep(key)) {
            Part part = parts.get(attachment.backend());
            if (part != null) {
                draft.refusal(
                        part.source(),
                        key,
                        (kind == Change.SET_WEIGHTS ? "weights behind " : "targets behind ") + attachment.backend(),
                        attachment.target().toString());
            }
        }
        return draft.due(key);
    }

    private Set<SourceRef> sources(Set<Attachment> targets) {
        return targets.stream()
                .map(Attachment::backend)
                .distinct()
                .flatMap(backend -> Stream.ofNullable(parts.get(backend)))
                .map(Part::source)
                .collect(Collectors.toSet());
    }
}
