package io.enidirect.cloud.tencent;

import com.tencentcloudapi.clb.v20180317.models.Backend;
import com.tencentcloudapi.clb.v20180317.models.DescribeTargetHealthRequest;
import com.tencentcloudapi.clb.v20180317.models.DescribeTargetsRequest;
import com.tencentcloudapi.clb.v20180317.models.ListenerBackend;
import com.tencentcloudapi.clb.v20180317.models.LoadBalancerHealth;
import com.tencentcloudapi.clb.v20180317.models.TargetHealth;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.Health;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.RuleId;
import io.enidirect.cloud.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads of targets and of their health. */
record Targets(Calls calls, KnownListeners known) {
    /** The type of a target that is a cloud function and has no address; others' listeners may have such. */
    Answer<Map<Binding, Integer>> all(LoadBalancerId loadBalancer) {
        DescribeTargetsRequest request = new DescribeTargetsRequest();
        // without listener ids: all of them
        request.setLoadBalancerId(loadBalancer.value());
        return calls.ask(
                Action.DESCRIBE_TARGETS,
                loadBalancer.value(),
                clients -> clients.clb().DescribeTargets(request),
                answer -> {
                    Action.DESCRIBE_TARGETS.require(answer.getRequestId(), "RequestId");
                    return weights(loadBalancer, answer.getListeners());
                });
    }

    private Map<Binding, Integer> weights(LoadBalancerId loadBalancer, ListenerBackend @Nullable [] listeners) {
        Action action = Action.DESCRIBE_TARGETS;
        List<ListenerBackend> read = action.optional(listeners).toList();
        if (read.isEmpty() && known.hasListeners(loadBalancer)) {
            // null is how the cloud says both "none" and "could not be read"; here it cannot be none
            throw action.lost("MalformedAnswer", "No listeners, though there are some");
        }
        Map<Binding, Integer> weights = new HashMap<>();
        for (ListenerBackend listener : read) {
            ListenerId id = new ListenerId(action.require(listener.getListenerId(), "ListenerId"));
            action.optional(listener.getTargets()).forEach(each -> add(weights, BackendId.of(id), each));
            action.optional(listener.getRules()).forEach(rule -> {
                RuleId ruleId = new RuleId(action.require(rule.getLocationId(), "LocationId"));
                action.optional(rule.getTargets()).forEach(each -> add(weights, BackendId.of(id, ruleId), each));
            });
        }
        return Map.copyOf(weights);
    }

    private static void add(Map<Binding, Integer> weights, BackendId backend, Backend target) {
        Action action = Action.DESCRIBE_TARGETS;
        Optional<String> ip = action.optional(target.getPrivateIpAddresses()).findFirst();
        if (ip.isEmpty() || target.getPort() == null) {
            // a function for example has neither: what has no address is no target of ours
            return;
        }
        int weight = target.getWeight() == null ? Binding.DEFAULT_WEIGHT : Math.toIntExact(target.getWeight());
        weights.put(binding(action, backend, ip.get(), target.getPort()), Binding.requireWeight(weight));
    }

    Answer<Map<LoadBalancerId, Map<Binding, Health>>> health(Set<LoadBalancerId> loadBalancers) {
        Ids.requireCount(loadBalancers, 30);
        DescribeTargetHealthRequest request = new DescribeTargetHealthRequest();
        request.setLoadBalancerIds(Ids.values(loadBalancers));
        // one slot for all such calls of the region: the set differs from call to call
        return calls.ask(
                Action.DESCRIBE_TARGET_HEALTH, "", clients -> clients.clb().DescribeTargetHealth(request), answer -> {
                    Action.DESCRIBE_TARGET_HEALTH.require(answer.getRequestId(), "RequestId");
                    return health(answer.getLoadBalancers());
                });
    }

    private static Map<LoadBalancerId, Map<Binding, Health>> health(LoadBalancerHealth @Nullable [] read) {
        Action action = Action.DESCRIBE_TARGET_HEALTH;
        Map<LoadBalancerId, Map<Binding, Health>> all = new HashMap<>();
        action.optional(read).forEach(each -> {
            LoadBalancerId id = new LoadBalancerId(action.require(each.getLoadBalancerId(), "LoadBalancerId"));
            all.put(id, health(each));
        });
        return Map.copyOf(all);
    }

    private static Map<Binding, Health> health(LoadBalancerHealth loadBalancer) {
        Action action = Action.DESCRIBE_TARGET_HEALTH;
        Map<Binding, Health> all = new HashMap<>();
        action.optional(loadBalancer.getListeners()).forEach(listener -> {
            ListenerId id = new ListenerId(action.require(listener.getListenerId(), "ListenerId"));
            boolean layer7 = Listeners.protocol(action, listener.getProtocol()).layer7();
            // those of an L4 listener stand below a rule as well, one without a domain
            action.optional(listener.getRules()).forEach(rule -> {
                BackendId backend = layer7
                        ? BackendId.of(id, new RuleId(action.require(rule.getLocationId(), "LocationId")))
                        : BackendId.of(id);
                action.optional(rule.getTargets())
                        .forEach(each -> all.put(binding(action, backend, each.getIP(), each.getPort()), health(each)));
            });
        });
        return Map.copyOf(all);
    }

    @SuppressWarnings("deprecation") // the misspelt field is all that older answers have
    private static Health health(TargetHealth target) {
        String detail = target.getHealthStatusDetail() != null
                ? target.getHealthStatusDetail()
                : target.getHealthStatusDetial();
        if (detail == null) {
            return Boolean.TRUE.equals(target.getHealthStatus()) ? Health.ALIVE : Health.UNKNOWN;
        }
        return switch (detail) {
            case "Alive" -> Health.ALIVE;
            case "Dead" -> Health.DEAD;
            case "Close" -> Health.OFF;
            default -> Health.UNKNOWN;
        };
    }

    private static Binding binding(Action action, BackendId backend, @Nullable String ip, @Nullable Long port) {
        String address = action.require(ip, "address of a target");
        long number = action.require(port, "port of a target");
        return new Binding(backend, new Target(address, Math.toIntExact(number)));
    }
}
