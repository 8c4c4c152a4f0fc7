package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.Health;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.operator.plan.step.ReadStep;
import io.enidirect.operator.plan.step.TargetStep;
import io.enidirect.operator.plan.step.TargetStep.Change;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Attachments;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Observed.HealthRead;
import io.enidirect.operator.snapshot.Observed.Missing;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads, and what they show. */
interface ReadCalls extends ReadStep.Visitor<Answer<?>> {
    CallContext to();

    @Override
    default Answer<?> find(ReadStep.FindLoadBalancer step) {
        Instant sent = to().clock().instant();
        return CallContext.then(to().cloud().find(step.tags(), 0), page -> {
            List<LoadBalancer> found = page.items();
            // newest first: of two the older is the one
            read(found.isEmpty() ? null : found.get(found.size() - 1), sent);
        });
    }

    @Override
    default Answer<?> loadBalancer(ReadStep.ReadLoadBalancer step) {
        Instant sent = to().clock().instant();
        return CallContext.then(
                to().cloud().describe(Set.of(step.id())), found -> read(found.isEmpty() ? null : found.get(0), sent));
    }

    private void read(@Nullable LoadBalancer found, Instant sent) {
        to().state().change(change -> {
            Observed seen = to().state().observed();
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
    default Answer<?> listeners(ReadStep.ReadListeners step) {
        Instant sent = to().clock().instant();
        return CallContext.then(
                to().cloud().listeners(to().id()),
                listeners -> to().state().change(change -> {
                    Set<ListenerKey> there = new HashSet<>();
                    listeners.forEach(listener -> there.add(listener.key()));
                    to().state().observed().listeners().keySet().stream()
                            .filter(key -> !there.contains(key))
                            .forEach(change::withoutListener);
                    listeners.forEach(change::listener);
                    return change.read(Aspect.LISTENERS, sent);
                }));
    }

    @Override
    default Answer<?> targets(ReadStep.ReadTargets step) {
        Instant sent = to().clock().instant();
        return CallContext.then(to().cloud().targets(to().id()), targets -> targetsRead(targets, sent));
    }

    private void targetsRead(Map<Binding, Integer> targets, Instant sent) {
        Observed before = to().state().observed();
        CloudIds addresses = new CloudIds(before);
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
        to().state()
                .done(to().state().memory().entries().keySet().stream()
                        .filter(key -> key instanceof TargetStep.Member member
                                && member.kind() == Change.REGISTER
                                && read.containsKey(member.attachment()))
                        .toList());
        if (before.knows(Aspect.TARGETS)) {
            otherThanWritten(before.attachments(), read, sent);
        }
        boolean doubtful = strange && before.knows(Aspect.LISTENERS);
        to().state().change(change -> {
            change.withoutAttachments().read(Aspect.TARGETS, sent).confirmed(sent);
            read.forEach(change::attachment);
            return doubtful ? change.doubt(Aspect.LISTENERS) : change;
        });
    }

    /** A target write can fail without an error: it is done again, but not in a hot loop. */
    private void otherThanWritten(Attachments written, Map<Attachment, Integer> read, Instant now) {
        Map<StepKey, CloudException> without = new HashMap<>();
        written.all().forEach(attachment -> {
            Integer there = read.get(attachment);
            if (there == null) {
                without.put(Change.REGISTER.of(attachment), withoutEffect(Change.REGISTER, attachment));
            } else if (!there.equals(written.weight(attachment))) {
                without.put(Change.SET_WEIGHTS.of(attachment), withoutEffect(Change.SET_WEIGHTS, attachment));
            }
        });
        read.keySet().stream()
                .filter(attachment -> !written.has(attachment))
                .forEach(attachment ->
                        without.put(Change.DEREGISTER.of(attachment), withoutEffect(Change.DEREGISTER, attachment)));
        to().state().failed(without, now);
    }

    private static CloudException withoutEffect(Change kind, Attachment attachment) {
        return new CloudException.UnknownOutcome(
                kind.action(), "WithoutEffect", attachment + " is not as it was written", null);
    }

    @Override
    default Answer<?> health(ReadStep.ReadHealth step) {
        Instant sent = to().clock().instant();
        return CallContext.then(to().cloud().health(Set.of(to().id())), health -> {
            CloudIds addresses = new CloudIds(to().state().observed());
            Map<Attachment, Health> states = new HashMap<>();
            health.getOrDefault(to().id(), Map.of())
                    .forEach((binding, value) ->
                            addresses.attachment(binding).ifPresent(attachment -> states.put(attachment, value)));
            to().state().change(change -> change.health(new HealthRead(sent, states)));
        });
    }
}
