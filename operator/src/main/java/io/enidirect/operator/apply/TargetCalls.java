package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BatchResult;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CloudException.Reaction;
import io.enidirect.operator.plan.TargetStep;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.ObservedChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Changes of targets, of several backends in one call. */
record TargetCalls(Callee to) implements TargetStep.Visitor<Answer<?>> {

    @Override
    public Answer<?> register(TargetStep.RegisterTargets step) {
        return batch(
                step.weights().keySet(),
                bindings -> to.cloud().register(to.id(), weights(bindings, step.weights())),
                TargetStep.RegisterTargets::memberKey,
                (change, attachment) ->
                        change.attachment(attachment, step.weights().getOrDefault(attachment, 0)));
    }

    @Override
    public Answer<?> setWeights(TargetStep.SetWeights step) {
        return batch(
                step.weights().keySet(),
                bindings -> to.cloud().setWeights(to.id(), weights(bindings, step.weights())),
                TargetStep.SetWeights::memberKey,
                (change, attachment) ->
                        change.attachment(attachment, step.weights().getOrDefault(attachment, 0)));
    }

    @Override
    public Answer<?> deregister(TargetStep.DeregisterTargets step) {
        return batch(
                step.attachments(),
                bindings -> to.cloud().deregister(to.id(), bindings.keySet()),
                TargetStep.DeregisterTargets::memberKey,
                ObservedChange::withoutAttachment);
    }

    private Answer<?> batch(
            Set<Attachment> attachments,
            Function<Map<Binding, Attachment>, Answer<BatchResult>> call,
            Function<Attachment, String> memberKey,
            BiConsumer<ObservedChange, Attachment> effect) {
        Map<Binding, Attachment> bindings = new Addresses(to.state().observed()).bindings(attachments);
        return Callee.then(call.apply(bindings), result -> {
            List<Attachment> done = result.done().stream().map(bindings::get).toList();
            result.refused()
                    .forEach((binding, error) -> to.state()
                            .failed(
                                    memberKey.apply(bindings.get(binding)),
                                    error,
                                    to.clock().instant()));
            if (result.refused().values().stream().anyMatch(error -> error.reaction() == Reaction.REREAD)) {
                to.state().change(change -> change.doubt(Aspect.LISTENERS, Aspect.TARGETS));
            }
            if (!done.isEmpty()) {
                to.state().change(change -> {
                    done.forEach(attachment -> effect.accept(change, attachment));
                    return change.written(to.clock().instant());
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
