package io.enidirect.cloud;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One load balancer with its listeners. Writes are checked at once; their effect is in the answered change. */
final class FakeLoadBalancer {
    private static final int MAX_LISTENERS = 50;
    private static final int TOO_MANY_TARGETS_TO_DELETE = 20;

    private final LoadBalancerId id;
    private final NewLoadBalancer order;
    private final Map<String, String> tags;
    private final Map<ListenerId, FakeListener> listeners = new LinkedHashMap<>();
    private final FakeTargets targets = new FakeTargets(listeners);
    private @Nullable String address;
    private boolean isolated;
    private boolean deletionProtected;
    private boolean passToTarget;

    FakeLoadBalancer(LoadBalancerId id, NewLoadBalancer order) {
        this.id = id;
        this.order = order;
        this.tags = new TreeMap<>(order.tags());
        this.passToTarget = Boolean.TRUE.equals(order.passToTarget());
    }

    LoadBalancerId id() {
        return id;
    }

    Map<String, String> tags() {
        return tags;
    }

    FakeTargets targets() {
        return targets;
    }

    boolean running() {
        return address != null;
    }

    void run(String at) {
        address = at;
    }

    void isolate(boolean wanted) {
        isolated = wanted;
    }

    void protectFromDeletion(boolean wanted) {
        deletionProtected = wanted;
    }

    void passToTarget(boolean wanted) {
        passToTarget = wanted;
    }

    LoadBalancer describe() {
        return new LoadBalancer(
                id,
                order.name(),
                order.network(),
                address == null ? LoadBalancer.State.CREATING : LoadBalancer.State.RUNNING,
                address == null ? List.of() : List.of(address),
                null,
                tags,
                isolated,
                deletionProtected,
                passToTarget);
    }

    List<Listener> listeners() {
        return listeners.values().stream().map(FakeListener::describe).toList();
    }

    boolean uses(CertificateId certificate) {
        return listeners.values().stream().anyMatch(each -> each.uses(certificate));
    }

    void requireDeletable() {
        if (deletionProtected) {
            throw Failures.rejected("DeleteLoadBalancer", "FailedOperation", id + " is protected from deletion");
        }
        if (targets.weights().size() >= TOO_MANY_TARGETS_TO_DELETE) {
            throw Failures.rejected(
                    "DeleteLoadBalancer", "FailedOperation.TargetNumCheckRisk", id + " has too many targets");
        }
    }

    FakeListener listener(String action, ListenerId listener) {
        FakeListener found = listeners.get(listener);
        if (found == null) {
            throw Failures.noListener(action, listener);
        }
        return found;
    }

    void add(FakeListener listener) {
        listeners.put(listener.id(), listener);
    }

    void remove(Set<ListenerId> gone) {
        listeners.keySet().removeAll(gone);
        gone.forEach(targets::removeOf);
    }

    FakeChange<List<ListenerId>> createListeners(NewListeners wanted, Supplier<ListenerId> ids) {
        String action = "CreateListener";
        requireFitting(action, wanted.protocol(), wanted.settings());
        if (wanted.settings().scheduler() == Scheduler.IP_HASH) {
            throw Failures.rejected(action, "InvalidParameterValue", "IP_HASH is set by ModifyListener only");
        }
        boolean certified = wanted.protocol() == Protocol.TCP_SSL || wanted.protocol() == Protocol.QUIC;
        if (certified && wanted.settings().certificates().isEmpty()) {
            throw Failures.rejected(action, "MissingParameter", wanted.protocol() + " needs a certificate");
        }
        List<ListenerKey> keys = wanted.ports().stream()
                .map(port -> new ListenerKey(wanted.protocol(), port))
                .toList();
        for (ListenerKey key : keys) {
            if (listeners.values().stream().anyMatch(each -> each.key().excludes(key))) {
                throw Failures.conflict(action, "InvalidParameter.PortCheckFailed", key + " is taken");
            }
        }
        if (new HashSet<>(keys).size() < keys.size()) {
            throw Failures.conflict(action, "InvalidParameter.PortCheckFailed", "A port is named twice");
        }
        if (listeners.size() + keys.size() > MAX_LISTENERS) {
            throw Failures.quota(action, "TOTAL_LISTENER_QUOTA of " + id);
        }
        List<ListenerId> made = Stream.generate(ids).limit(keys.size()).toList();
        return FakeChange.of(made, () -> {
            for (int i = 0; i < made.size(); i++) {
                add(new FakeListener(made.get(i), keys.get(i), wanted.name(), wanted.settings()));
            }
        });
    }

    FakeChange<Nothing> modifyListener(ListenerId listener, BackendSettings wanted) {
        FakeListener found = listener("ModifyListener", listener);
        requireFitting("ModifyListener", found.key().protocol(), wanted);
        return FakeChange.of(() -> found.modify(wanted));
    }

    FakeChange<Nothing> deleteListeners(Set<ListenerId> gone) {
        gone.forEach(each -> listener("DeleteLoadBalancerListeners", each));
        Set<ListenerId> all = Set.copyOf(gone);
        return FakeChange.of(() -> remove(all));
    }

    FakeChange<Nothing> deleteRules(ListenerId listener, Set<RuleId> gone) {
        FakeListener found = listener("DeleteRule", listener);
        gone.stream().filter(each -> !found.has(each)).findFirst().ifPresent(missing -> {
            throw Failures.noRule("DeleteRule", missing);
        });
        Set<RuleId> all = Set.copyOf(gone);
        return FakeChange.of(() -> {
            found.delete(all);
            all.forEach(targets::removeOf);
        });
    }

    FakeChange<Nothing> modifyRule(ListenerId listener, RuleId rule, BackendSettings wanted) {
        FakeListener found = listener("ModifyRule", listener);
        if (!found.has(rule)) {
            throw Failures.noRule("ModifyRule", rule);
        }
        return FakeChange.of(() -> found.modifyRule(rule, wanted));
    }

    private static void requireFitting(String action, Protocol protocol, BackendSettings wanted) {
        boolean layer4 = wanted.scheduler() != null || wanted.sessionSeconds() != null || wanted.healthCheck() != null;
        if (protocol.layer7() && layer4) {
            throw Failures.rejected(action, "InvalidParameterValue", "Rules have these settings, not " + protocol);
        }
        boolean plain = protocol == Protocol.TCP || protocol == Protocol.UDP || protocol == Protocol.HTTP;
        if (plain && !wanted.certificates().isEmpty()) {
            throw Failures.rejected(action, "InvalidParameterValue", protocol + " has no certificates");
        }
    }
}
