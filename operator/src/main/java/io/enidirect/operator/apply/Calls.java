package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BatchResult;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.CloudException.Reaction;
import io.enidirect.cloud.Health;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.operator.plan.Step;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Observed.HealthRead;
import io.enidirect.operator.snapshot.Observed.Missing;
import io.enidirect.operator.snapshot.Observed.Order;
import io.enidirect.operator.snapshot.ObservedChange;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The port call of each step, and what its answer changes in the observed state. Effects are taken as true when the call
 * is accepted: while its task runs nothing is built on them, and a task that fails puts them in doubt.
 */
final class Calls implements Step.Visitor<Answer<?>> {
    private final LoadBalancers cloud;
    private final CloudState state;
    private final Clock clock;
    private final @Nullable String loadBalancerId;

    Calls(LoadBalancers cloud, CloudState state, Clock clock, @Nullable String loadBalancerId) {
        this.cloud = cloud;
        this.state = state;
        this.clock = clock;
        this.loadBalancerId = loadBalancerId;
    }

    @Override
    public Answer<?> find(Step.FindLoadBalancer step) {
        Instant sent = clock.instant();
        return then(cloud.find(step.tags(), 0), page -> {
            List<LoadBalancer> found = page.items();
            // newest first: of two the older is the one
            read(found.isEmpty() ? null : found.get(found.size() - 1), sent);
        });
    }

    @Override
    public Answer<?> readLoadBalancer(Step.ReadLoadBalancer step) {
        Instant sent = clock.instant();
        return then(cloud.describe(Set.of(step.id())), found -> read(found.isEmpty() ? null : found.get(0), sent));
    }

    private void read(@Nullable LoadBalancer found, Instant sent) {
        state.change(change -> {
            Observed seen = state.observed();
            change.loadBalancer(found).read(Aspect.LOAD_BALANCER, sent);
            LoadBalancer was = seen.loadBalancer();
            boolean another = found != null && was != null && !was.id().equals(found.id());
            if (found == null || another) {
                // what was on the one before is not on the next
                change.withoutListeners().doubt(Aspect.LISTENERS, Aspect.TARGETS);
            }
            Missing before = seen.missing();
            return found != null
                    ? change
                    : change.missing(new Missing(before.reads() + 1, before.since() == null ? sent : before.since()));
        });
    }

    @Override
    public Answer<?> readListeners(Step.ReadListeners step) {
        Instant sent = clock.instant();
        return then(
                cloud.listeners(id()),
                listeners -> state.change(change -> {
                    Set<ListenerKey> there = new HashSet<>();
                    listeners.forEach(listener -> there.add(listener.key()));
                    state.observed().listeners().keySet().stream()
                            .filter(key -> !there.contains(key))
                            .forEach(change::withoutListener);
                    listeners.forEach(change::listener);
                    return change.read(Aspect.LISTENERS, sent);
                }));
    }

    @Override
    public Answer<?> readTargets(Step.ReadTargets step) {
        Instant sent = clock.instant();
        return then(cloud.targets(id()), targets -> targetsRead(targets, sent));
    }

    private void targetsRead(Map<Binding, Integer> targets, Instant sent) {
        Observed before = state.observed();
        Addresses addresses = new Addresses(before);
        Map<Attachment, Integer> read = new HashMap<>();
        boolean strange = false;
        for (Map.Entry<Binding, Integer> entry : targets.entrySet()) {
            Attachment attachment = addresses.attachment(entry.getKey()).orElse(null);
            if (attachment == null) {
                strange = true;
            } else {
                read.put(attachment, entry.getValue());
            }
        }
        List<String> seen = new ArrayList<>();
        read.keySet().forEach(attachment -> seen.add(Step.RegisterTargets.memberKey(attachment)));
        state.done(seen);
        if (before.knows(Aspect.TARGETS)) {
            otherThanWritten(before.attachments(), read, sent);
        }
        boolean doubtful = strange && before.knows(Aspect.LISTENERS);
        state.change(change -> {
            change.withoutAttachments().read(Aspect.TARGETS, sent).confirmed(sent);
            read.forEach(change::attachment);
            return doubtful ? change.doubt(Aspect.LISTENERS) : change;
        });
    }

    /** A target write can fail without an error: it is done again, but not in a hot loop. */
    private void otherThanWritten(Map<Attachment, Integer> written, Map<Attachment, Integer> read, Instant now) {
        written.forEach((attachment, weight) -> {
            Integer there = read.get(attachment);
            if (there == null) {
                without(Step.RegisterTargets.memberKey(attachment), "BatchRegisterTargets", attachment, now);
            } else if (!there.equals(weight)) {
                without(Step.SetWeights.memberKey(attachment), "BatchModifyTargetWeight", attachment, now);
            }
        });
        read.keySet().stream()
                .filter(attachment -> !written.containsKey(attachment))
                .forEach(attachment -> without(
                        Step.DeregisterTargets.memberKey(attachment), "BatchDeregisterTargets", attachment, now));
    }

    private void without(String key, String action, Attachment attachment, Instant now) {
        state.failed(
                key,
                new CloudException.UnknownOutcome(
                        action, "WithoutEffect", attachment + " is not as it was written", null),
                now);
    }

    @Override
    public Answer<?> readHealth(Step.ReadHealth step) {
        Instant sent = clock.instant();
        return then(cloud.health(Set.of(id())), health -> {
            Addresses addresses = new Addresses(state.observed());
            Map<Attachment, Health> states = new HashMap<>();
            health.getOrDefault(id(), Map.of())
                    .forEach((binding, value) ->
                            addresses.attachment(binding).ifPresent(attachment -> states.put(attachment, value)));
            state.change(change -> change.health(new HealthRead(sent, states)));
        });
    }

    @Override
    public Answer<?> createLoadBalancer(Step.CreateLoadBalancer step) {
        NewLoadBalancer wanted = step.wanted();
        return then(
                cloud.create(wanted),
                created -> state.change(change -> {
                    change.order(new Order(step.attempt(), false))
                            .withoutListeners()
                            .known(Aspect.LISTENERS, Aspect.TARGETS);
                    return created.map(id -> change.loadBalancer(new LoadBalancer(
                                    id,
                                    wanted.name(),
                                    wanted.network(),
                                    LoadBalancer.State.CREATING,
                                    List.of(),
                                    null,
                                    wanted.tags(),
                                    false,
                                    false)))
                            .orElseGet(() -> change.doubt(Aspect.LOAD_BALANCER));
                }));
    }

    @Override
    public Answer<?> createListeners(Step.CreateListeners step) {
        NewListeners wanted = step.wanted();
        return then(
                cloud.createListeners(id(), wanted),
                ids -> state.change(change -> {
                    for (int i = 0; i < Math.min(ids.size(), wanted.ports().size()); i++) {
                        change.listener(new Listener(
                                ids.get(i),
                                new ListenerKey(
                                        wanted.protocol(), wanted.ports().get(i)),
                                wanted.name(),
                                wanted.settings(),
                                List.of()));
                    }
                    return change;
                }));
    }

    @Override
    public Answer<?> modifyListener(Step.ModifyListener step) {
        return then(cloud.modifyListener(id(), step.id(), step.wanted()), nothing -> {
            Listener before = state.observed().listeners().get(step.listener());
            if (before != null) {
                state.change(change -> change.listener(new Listener(
                        before.id(),
                        before.key(),
                        before.name(),
                        step.wanted().over(before.settings()),
                        before.rules())));
            }
        });
    }

    @Override
    public Answer<?> register(Step.RegisterTargets step) {
        return batch(
                step.weights().keySet(),
                bindings -> cloud.register(id(), weights(bindings, step.weights())),
                Step.RegisterTargets::memberKey,
                (change, attachment) ->
                        change.attachment(attachment, step.weights().getOrDefault(attachment, 0)));
    }

    @Override
    public Answer<?> setWeights(Step.SetWeights step) {
        return batch(
                step.weights().keySet(),
                bindings -> cloud.setWeights(id(), weights(bindings, step.weights())),
                Step.SetWeights::memberKey,
                (change, attachment) ->
                        change.attachment(attachment, step.weights().getOrDefault(attachment, 0)));
    }

    @Override
    public Answer<?> deregister(Step.DeregisterTargets step) {
        return batch(
                step.attachments(),
                bindings -> cloud.deregister(id(), bindings.keySet()),
                Step.DeregisterTargets::memberKey,
                ObservedChange::withoutAttachment);
    }

    private Answer<?> batch(
            Set<Attachment> attachments,
            Function<Map<Binding, Attachment>, Answer<BatchResult>> call,
            Function<Attachment, String> memberKey,
            BiConsumer<ObservedChange, Attachment> effect) {
        Map<Binding, Attachment> bindings = new Addresses(state.observed()).bindings(attachments);
        return then(call.apply(bindings), result -> {
            List<Attachment> done = result.done().stream().map(bindings::get).toList();
            result.refused()
                    .forEach((binding, error) ->
                            state.failed(memberKey.apply(bindings.get(binding)), error, clock.instant()));
            if (result.refused().values().stream().anyMatch(error -> error.reaction() == Reaction.REREAD)) {
                state.change(change -> change.doubt(Aspect.LISTENERS, Aspect.TARGETS));
            }
            if (!done.isEmpty()) {
                state.change(change -> {
                    done.forEach(attachment -> effect.accept(change, attachment));
                    return change.written(clock.instant());
                });
            }
        });
    }

    private static Map<Binding, Integer> weights(Map<Binding, Attachment> bindings, Map<Attachment, Integer> weights) {
        Map<Binding, Integer> result = new HashMap<>();
        bindings.forEach((binding, attachment) -> result.put(binding, weights.get(attachment)));
        return result;
    }

    @Override
    public Answer<?> deleteListeners(Step.DeleteListeners step) {
        return then(
                cloud.deleteListeners(
                        id(), Set.<ListenerId>copyOf(step.listeners().values())),
                nothing -> state.change(change -> {
                    step.listeners().keySet().forEach(change::withoutListener);
                    return change;
                }));
    }

    @Override
    public Answer<?> deleteLoadBalancer(Step.DeleteLoadBalancer step) {
        return then(
                cloud.delete(step.id()),
                nothing -> state.change(change -> change.loadBalancer(null).withoutListeners()));
    }

    @Override
    public Answer<?> untag(Step.Untag step) {
        return then(cloud.untag(step.id(), step.keys()), nothing -> {
            LoadBalancer before = state.observed().loadBalancer();
            if (before != null) {
                state.change(change -> change.loadBalancer(before.withoutTags(step.keys())));
            }
        });
    }

    private LoadBalancerId id() {
        if (loadBalancerId == null) {
            throw new IllegalStateException("A step on a load balancer whose id is not known");
        }
        return new LoadBalancerId(loadBalancerId);
    }

    private static <T> Answer<T> then(Answer<T> answer, Consumer<T> effect) {
        answer.value().ifPresent(effect);
        return answer;
    }
}
