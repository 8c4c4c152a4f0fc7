package io.enidirect.cloud.tencent;

import static java.util.stream.Collectors.groupingBy;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BatchResult;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends one batch of targets and says what became of each.
 *
 * <p>Refusals that concern a target (not found, conflict, quota, rejected) split the batch. All others concern the load
 * balancer or the whole region and are thrown; after an unknown outcome what is asked again goes in halves, in case the
 * batch was too large to be done in time.
 */
record BatchSender(Calls calls, Splits splits) {

    /** How an action says its part of a batch, and what it answers. */
    interface TargetBatch {
        Action action();

        /** As many of these, from the first, as one call can take. */
        List<Binding> fitting(List<Binding> bindings);

        Outcome send(Signed clients, LoadBalancerId loadBalancer, List<Binding> bindings)
                throws TencentCloudSDKException;

        /** Whether it does not matter that a target which stood alone was refused in this way. */
        boolean forgives(CloudException refusal);
    }

    /**
     * @param task null where the batch is applied at once
     * @param failed the listeners of which nothing was applied
     */
    record Outcome(@Nullable String task, Set<ListenerId> failed, String message) {}

    Answer<BatchResult> send(LoadBalancerId loadBalancer, Set<Binding> asked, TargetBatch batch) {
        if (asked.isEmpty()) {
            return new Answer.Done<>(new BatchResult(Set.of(), Map.of(), Set.of()));
        }
        Action action = batch.action();
        List<Binding> sent = batch.fitting(splits.next(loadBalancer, action, asked));
        Answer<Outcome> answer;
        try {
            answer = calls.send(action, loadBalancer.value(), clients -> batch.send(clients, loadBalancer, sent));
        } catch (CloudException.UnknownOutcome e) {
            if (sent.size() > 1) {
                splits.halve(loadBalancer, action, sent);
            }
            throw e;
        } catch (CloudException e) {
            if (!concernsTargets(e)) {
                throw e;
            }
            return new Answer.Done<>(refused(loadBalancer, asked, sent, batch, e));
        }
        if (answer.value().isEmpty()) {
            return answer.map(outcome -> new BatchResult(Set.of(), Map.of(), asked));
        }
        Outcome outcome = answer.value().get();
        BatchResult result = applied(loadBalancer, asked, sent, batch, outcome);
        return outcome.task() == null
                ? new Answer.Done<>(result)
                : new Answer.Accepted<>(new TaskId(outcome.task()), result);
    }

    private static boolean concernsTargets(CloudException e) {
        boolean kind = e instanceof CloudException.NotFound
                || e instanceof CloudException.Conflict
                || e instanceof CloudException.Quota
                || e instanceof CloudException.Rejected;
        return kind && !ErrorTable.loadBalancerGone(e.code(), String.valueOf(e.getMessage()));
    }

    private BatchResult refused(
            LoadBalancerId loadBalancer,
            Set<Binding> asked,
            List<Binding> sent,
            TargetBatch batch,
            CloudException refusal) {
        Tally tally = new Tally(asked);
        judge(loadBalancer, sent, batch, refusal, tally);
        return tally.result();
    }

    /** All is done but what failed without an error, listener by listener. */
    private BatchResult applied(
            LoadBalancerId loadBalancer, Set<Binding> asked, List<Binding> sent, TargetBatch batch, Outcome outcome) {
        Tally tally = new Tally(asked);
        Map<ListenerId, List<Binding>> failed = sent.stream()
                .filter(binding -> outcome.failed().contains(binding.backend().listener()))
                .collect(groupingBy(binding -> binding.backend().listener()));
        List<Binding> done = new ArrayList<>(sent);
        failed.values().forEach(done::removeAll);
        done.forEach(tally::done);
        splits.forget(loadBalancer, batch.action(), done);
        CloudException refusal =
                new CloudException.Rejected(batch.action().title(), "FailListenerIdSet", outcome.message(), null);
        failed.values().forEach(group -> judge(loadBalancer, group, batch, refusal, tally));
        return tally.result();
    }

    private void judge(
            LoadBalancerId loadBalancer, List<Binding> group, TargetBatch batch, CloudException refusal, Tally tally) {
        if (group.size() == 1 && batch.forgives(refusal)) {
            splits.forget(loadBalancer, batch.action(), group);
            tally.done(group.get(0));
            return;
        }
        splits.halve(loadBalancer, batch.action(), group);
        if (group.size() == 1) {
            tally.refused(group.get(0), refusal);
        }
    }

    /** What is neither done nor refused is unsent. */
    private static final class Tally {
        private final Set<Binding> done = new HashSet<>();
        private final Map<Binding, CloudException> refused = new HashMap<>();
        private final Set<Binding> unsent;

        Tally(Set<Binding> asked) {
            unsent = new HashSet<>(asked);
        }

        void done(Binding binding) {
            unsent.remove(binding);
            done.add(binding);
        }

        void refused(Binding binding, CloudException refusal) {
            unsent.remove(binding);
            refused.put(binding, refusal);
        }

        BatchResult result() {
            return new BatchResult(done, refused, unsent);
        }
    }
}
