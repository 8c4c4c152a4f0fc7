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
    private static final int TOO_MANY_TARGETS_TO_DELETE = 20;

    private final LoadBalancerId id;
    private final NewLoadBalancer order;
    private final Map<String, String> tags;
    private final Map<ListenerId, FakeListener> listeners = new LinkedHashMap<>();
    private final FakeTargets targets;
    private final FakeRewrites rewrites = new FakeRewrites(listeners);
    private final Supplier<Quotas> quotas;
    private @Nullable String address;
    private boolean isolated;
    private LoadBalancerSettings settings;
    private List<String> securityGroups = List.of();

    FakeLoadBalancer(LoadBalancerId id, NewLoadBalancer order, Supplier<Quotas> quotas) {
        this.id = id;
        this.order = order;
        this.quotas = quotas;
        this.targets =
                new FakeTargets(order.network().ipVersion() == Network.IpVersion.IPV6_FULL_CHAIN, listeners, quotas);
        this.tags = new TreeMap<>(order.tags());
        this.settings = FakeOrders.settings(order);
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

    FakeRewrites rewrites() {
        return rewrites;
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

    void change(LoadBalancerSettings wanted) {
        settings = wanted.over(settings);
    }

    void changeSecurityGroups(List<String> wanted) {
        securityGroups = wanted;
    }

    LoadBalancer describe() {
        return new LoadBalancer(
                id,
                order.name(),
                order.network().shown(),
                address == null ? LoadBalancer.State.CREATING : LoadBalancer.State.RUNNING,
                address == null ? List.of() : List.of(address),
                null,
                tags,
                isolated,
                settings,
                securityGroups);
    }

    List<Listener> listeners() {
        return listeners.values().stream().map(FakeListener::describe).toList();
    }

    boolean uses(CertificateId certificate) {
        return listeners.values().stream().anyMatch(each -> each.uses(certificate));
    }

    void requireDeletable() {
        if (Boolean.TRUE.equals(settings.deletionProtected())) {
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

    FakeListener newListener(ListenerId made, ListenerKey key, ListenerSettings wanted) {
        return new FakeListener(made, key, wanted, quotas);
    }

    FakeChange<Nothing> modify(LoadBalancerSettings wanted) {
        FakeOrders.check(FakeOrders.MODIFY, order.network(), wanted);
        return FakeChange.of(() -> change(wanted));
    }

    FakeChange<Nothing> setSecurityGroups(List<String> wanted) {
        FakeOrders.checkGroups(wanted);
        return FakeChange.of(() -> changeSecurityGroups(wanted));
    }

    /** The address that it was ordered with, where it was. */
    @Nullable String wantedAddress() {
        return order.network().vip();
    }

    boolean ipv6() {
        return order.network().ipVersion() != Network.IpVersion.IPV4;
    }

    void remove(Set<ListenerId> gone) {
        listeners.keySet().removeAll(gone);
        gone.forEach(targets::removeOf);
        rewrites.forgetBroken();
    }

    FakeChange<List<ListenerId>> createListeners(NewListeners wanted, Supplier<ListenerId> ids) {
        String action = "CreateListener";
        Protocol protocol = wanted.protocol();
        ListenerSettings settings = wanted.settings();
        FakeGuards.listener(action, protocol, settings, FakeDefaults.listener(protocol, settings));
        boolean certified = protocol == Protocol.TCP_SSL || protocol == Protocol.QUIC;
        if (certified && settings.backend().certificates().isEmpty()) {
            throw Failures.rejected(action, "MissingParameter", protocol + " needs a certificate");
        }
        List<ListenerKey> keys = wanted.ports().stream()
                .map(port -> new ListenerKey(protocol, port))
                .toList();
        for (ListenerKey key : keys) {
            if (listeners.values().stream().anyMatch(each -> each.key().excludes(key))) {
                throw Failures.conflict(action, "InvalidParameter.PortCheckFailed", key + " is taken");
            }
        }
        if (new HashSet<>(keys).size() < keys.size()) {
            throw Failures.conflict(action, "InvalidParameter.PortCheckFailed", "A port is named twice");
        }
        FakeGuards.quota(
                action, listeners.size() + keys.size(), quotas.get().listeners(), "TOTAL_LISTENER_QUOTA of " + id);
        List<ListenerId> made = Stream.generate(ids).limit(keys.size()).toList();
        return FakeChange.of(made, () -> {
            for (int i = 0; i < made.size(); i++) {
                add(newListener(made.get(i), keys.get(i), settings));
            }
        });
    }

    FakeChange<Nothing> modifyListener(ListenerId listener, ListenerSettings wanted) {
        FakeListener found = listener("ModifyListener", listener);
        found.requireFitting("ModifyListener", wanted);
        return FakeChange.of(() -> found.modify(wanted));
    }

    FakeChange<Nothing> deleteListeners(Set<ListenerId> gone) {
        String action = "DeleteLoadBalancerListeners";
        gone.forEach(each -> listener(action, each));
        rewrites.requireNoneOfListeners(action, gone);
        Set<ListenerId> all = Set.copyOf(gone);
        return FakeChange.of(() -> remove(all));
    }

    FakeChange<Nothing> deleteRules(ListenerId listener, Set<RuleId> gone) {
        String action = "DeleteRule";
        FakeListener found = listener(action, listener);
        found.requireLayer7(action);
        gone.stream().filter(each -> !found.has(each)).findFirst().ifPresent(missing -> {
            throw Failures.noRule(action, missing);
        });
        rewrites.requireNoneOfRules(action, gone);
        Set<RuleId> all = Set.copyOf(gone);
        return FakeChange.of(() -> {
            found.delete(all);
            all.forEach(targets::removeOf);
        });
    }

    FakeChange<Nothing> modifyRule(ListenerId listener, RuleId rule, BackendSettings wanted) {
        FakeListener found = listener("ModifyRule", listener);
        found.requireFitting("ModifyRule", rule, wanted);
        return FakeChange.of(() -> found.modifyRule(rule, wanted));
    }
}
