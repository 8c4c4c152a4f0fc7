package io.enidirect.cloud.tencent;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.tencentcloudapi.clb.v20180317.models.BatchDeregisterTargetsRequest;
import com.tencentcloudapi.clb.v20180317.models.BatchModifyTargetWeightRequest;
import com.tencentcloudapi.clb.v20180317.models.BatchRegisterTargetsRequest;
import com.tencentcloudapi.clb.v20180317.models.BatchTarget;
import com.tencentcloudapi.clb.v20180317.models.RsWeightRule;
import com.tencentcloudapi.clb.v20180317.models.Target;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CallLimits;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The three batches of targets in the SDK's words. */
final class TargetBatches {
    private TargetBatches() {}

    record Register(Map<Binding, Integer> weights) implements BatchSender.TargetBatch {
        @Override
        public Action action() {
            return Action.REGISTER;
        }

        @Override
        public List<Binding> fitting(List<Binding> bindings) {
            return firstOf(bindings, CallLimits.TARGETS);
        }

        @Override
        public BatchSender.Outcome send(Signed clients, LoadBalancerId loadBalancer, List<Binding> bindings)
                throws TencentCloudSDKException {
            BatchRegisterTargetsRequest request = new BatchRegisterTargetsRequest();
            request.setLoadBalancerId(loadBalancer.value());
            request.setTargets(bindings.stream()
                    .map(binding -> batchTarget(binding, weights.get(binding)))
                    .toArray(BatchTarget[]::new));
            var answer = clients.clb().BatchRegisterTargets(request);
            action().require(answer.getRequestId(), "RequestId");
            return atOnce(action(), answer.getFailListenerIdSet(), answer.getMessage());
        }

        @Override
        public boolean forgives(CloudException refusal) {
            return false;
        }
    }

    record Deregister() implements BatchSender.TargetBatch {
        /** A listener that fails without an error says only so why; one that could not be unbound must not pass for it. */
        private static final Pattern UNBOUND =
                Pattern.compile("\\bnot (bound|registered|found|exist)", Pattern.CASE_INSENSITIVE);

        @Override
        public Action action() {
            return Action.DEREGISTER;
        }

        @Override
        public List<Binding> fitting(List<Binding> bindings) {
            return firstOf(bindings, CallLimits.TARGETS);
        }

        @Override
        public BatchSender.Outcome send(Signed clients, LoadBalancerId loadBalancer, List<Binding> bindings)
                throws TencentCloudSDKException {
            BatchDeregisterTargetsRequest request = new BatchDeregisterTargetsRequest();
            request.setLoadBalancerId(loadBalancer.value());
            request.setTargets(
                    bindings.stream().map(binding -> batchTarget(binding, null)).toArray(BatchTarget[]::new));
            var answer = clients.clb().BatchDeregisterTargets(request);
            action().require(answer.getRequestId(), "RequestId");
            return atOnce(action(), answer.getFailListenerIdSet(), answer.getMessage());
        }

        /** It is not bound, or its listener or rule is gone: what was wanted is so. */
        @Override
        public boolean forgives(CloudException refusal) {
            return refusal instanceof CloudException.NotFound
                    || refusal.code().equals("InvalidParameter")
                    || UNBOUND.matcher(String.valueOf(refusal.getMessage())).find();
        }
    }

    record SetWeights(Map<Binding, Integer> weights) implements BatchSender.TargetBatch {
        private static final int MOST_ENTRIES = 100;
        private static final int MOST_TARGETS_OF_AN_ENTRY = 50;

        @Override
        public Action action() {
            return Action.SET_WEIGHTS;
        }

        @Override
        public List<Binding> fitting(List<Binding> bindings) {
            return entries(bindings).stream().flatMap(List::stream).toList();
        }

        @Override
        public BatchSender.Outcome send(Signed clients, LoadBalancerId loadBalancer, List<Binding> bindings)
                throws TencentCloudSDKException {
            BatchModifyTargetWeightRequest request = new BatchModifyTargetWeightRequest();
            request.setLoadBalancerId(loadBalancer.value());
            request.setModifyList(entries(bindings).stream().map(this::entry).toArray(RsWeightRule[]::new));
            var answer = clients.clb().BatchModifyTargetWeight(request);
            return new BatchSender.Outcome(action().require(answer.getRequestId(), "RequestId"), Set.of(), "");
        }

        @Override
        public boolean forgives(CloudException refusal) {
            return false;
        }

        /** In the order given, which has the targets of a backend together. */
        private static List<List<Binding>> entries(List<Binding> bindings) {
            List<List<Binding>> entries = new ArrayList<>();
            @Nullable BackendId backend = null;
            List<Binding> entry = List.of();
            for (Binding binding : firstOf(bindings, CallLimits.TARGETS)) {
                if (!binding.backend().equals(backend) || entry.size() == MOST_TARGETS_OF_AN_ENTRY) {
                    if (entries.size() == MOST_ENTRIES) {
                        break;
                    }
                    entry = new ArrayList<>();
                    entries.add(entry);
                    backend = binding.backend();
                }
                entry.add(binding);
            }
            return entries;
        }

        private RsWeightRule entry(List<Binding> bindings) {
            BackendId backend = bindings.get(0).backend();
            RsWeightRule rule = new RsWeightRule();
            rule.setListenerId(backend.listener().value());
            rule.setLocationId(value(backend.rule()));
            rule.setTargets(bindings.stream().map(this::target).toArray(Target[]::new));
            return rule;
        }

        private Target target(Binding binding) {
            Target target = new Target();
            target.setEniIp(binding.target().ip());
            target.setPort((long) binding.target().port());
            target.setWeight(requireNonNull(weights.get(binding)).longValue());
            return target;
        }
    }

    private static List<Binding> firstOf(List<Binding> bindings, int most) {
        return bindings.subList(0, Math.min(most, bindings.size()));
    }

    private static BatchTarget batchTarget(Binding binding, @Nullable Integer weight) {
        BatchTarget target = new BatchTarget();
        target.setListenerId(binding.backend().listener().value());
        target.setLocationId(value(binding.backend().rule()));
        target.setEniIp(binding.target().ip());
        target.setPort((long) binding.target().port());
        target.setWeight(weight == null ? null : weight.longValue());
        return target;
    }

    private static @Nullable String value(@Nullable RuleId rule) {
        return rule == null ? null : rule.value();
    }

    private static BatchSender.Outcome atOnce(Action action, String @Nullable [] failed, @Nullable String message) {
        Set<ListenerId> listeners = action.optional(failed)
                .filter(id -> !id.isBlank())
                .map(ListenerId::new)
                .collect(toUnmodifiableSet());
        return new BatchSender.Outcome(null, listeners, message == null ? "" : message);
    }
}
