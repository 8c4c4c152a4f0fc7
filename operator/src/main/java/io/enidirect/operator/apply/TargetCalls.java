package io.enidirect.operator.apply;

import static java.util.Objects.requireNonNull;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BatchResult;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CallLimits;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.CloudException.Reaction;
import io.enidirect.operator.plan.step.TargetStep;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.ObservedChange;
import io.enidirect.operator.snapshot.StepKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Changes of targets, of several backends in one call. */
interface TargetCalls extends TargetStep.Visitor<Answer<?>> {
    CallContext to();

    @Override
    default Answer<?> register(TargetStep.RegisterTargets step) {
        return batch(
                step,
                bindings -> to().cloud().register(to().id(), weights(bindings, step.weights())),
                (change, attachment) ->
                        change.attachment(attachment, step.weights().getOrDefault(attachment, 0)));
    }

    @Override
    default Answer<?> setWeights(TargetStep.SetWeights step) {
        return batch(
                step,
                bindings -> to().cloud().setWeights(to().id(), weights(bindings, step.weights())),
                (change, attachment) ->
                        change.attachment(attachment, step.weights().getOrDefault(attachment, 0)));
    }

    @Override
    default Answer<?> deregister(TargetStep.DeregisterTargets step) {
        return batch(
                step,
                bindings -> to().cloud().deregister(to().id(), bindings.keySet()),
                ObservedChange::withoutAttachment);
    }

    private Answer<?> batch(
            TargetStep step,
            Function<Map<Binding, Attachment>, Answer<BatchResult>> call,
            BiConsumer<ObservedChange, Attachment> effect) {
        Map<Binding, Attachment> bindings = new CloudIds(to().state().observed())
                .bindings(step.attachments().stream().limit(CallLimits.TARGETS).toList());
        return CallContext.then(call.apply(bindings), result -> {
            List<Attachment> done = result.done().stream().map(bindings::get).toList();
            Map<StepKey, CloudException> refused = new HashMap<>();
            result.refused()
                    .forEach((binding, error) ->
                            refused.put(step.kind().of(requireNonNull(bindings.get(binding))), error));
            to().state().failed(refused, to().clock().instant());
            if (result.refused().values().stream().anyMatch(error -> error.reaction() == Reaction.REREAD)) {
                to().state().change(change -> change.doubt(Aspect.LISTENERS, Aspect.TARGETS));
            }
            if (!done.isEmpty()) {
                to().state().change(change -> {
                    done.forEach(attachment -> effect.accept(change, attachment));
                    return change.written(to().clock().instant());
                });
            }
        });
    }

    private static Map<Binding, Integer> weights(Map<Binding, Attachment> bindings, Map<Attachment, Integer> weights) {
        Map<Binding, Integer> result = new HashMap<>();
        bindings.forEach((binding, attachment) -> result.put(binding, weights.get(attachment)));
        return result;
    }
}
