package io.enidirect.simulator.cloud;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Listeners: made, read, modified and deleted. */
final class ListenerActions {
    private static final int MAX_PORTS = 49;

    private final Account account;
    private final ListenerChecks checks;

    ListenerActions(Account account) {
        this.account = account;
        this.checks = new ListenerChecks(account);
    }

    Object create(Invocation call) {
        Params params = call.params();
        String id = params.text("LoadBalancerId");
        List<Integer> ports = params.numbers("Ports");
        List<String> names = params.texts("ListenerNames");
        Protocol protocol = Protocol.of(params.text("Protocol"));
        if (ports.isEmpty()) {
            throw ApiError.missing("Ports");
        }
        Checks.atMost(ports, "Ports", MAX_PORTS);
        if (!names.isEmpty() && names.size() != ports.size()) {
            throw ApiError.invalidValue("The lengths of Ports and ListenerNames are not equal.");
        }
        LoadBalancer loadBalancer = account.writable(id);
        checks.checkNew(loadBalancer, protocol, ports, params);

        Params settings =
                Defaults.listener(protocol, params.without("LoadBalancerId", "Ports", "ListenerNames", "Protocol"));
        checks.checkWhole(loadBalancer, protocol, settings);
        Map<String, Listener> made = new LinkedHashMap<>();
        for (int i = 0; i < ports.size(); i++) {
            String listener = account.ids().next("lbl");
            String name = names.isEmpty() ? "" : names.get(i);
            made.put(
                    listener,
                    new Listener(
                            listener,
                            protocol,
                            ports.get(i),
                            name,
                            settings,
                            List.of(),
                            Map.of(),
                            null,
                            account.now()));
        }
        account.accept(call, id, world -> world.change(id, old -> old.withListeners(plus(old.listeners(), made))));
        return new Wire.CreatedListeners(List.copyOf(made.keySet()));
    }

    private static Map<String, Listener> plus(Map<String, Listener> old, Map<String, Listener> made) {
        Map<String, Listener> all = new LinkedHashMap<>(old);
        all.putAll(made);
        return all;
    }

    Object describe(Invocation call) {
        Params params = call.params();
        Checks.atMost(params.texts("ListenerIds"), "ListenerIds", 100);
        List<Wire.ListenerOutput> found = account.listeners(call).stream()
                .map(listener -> Outputs.listener(account.settings(), listener))
                .toList();
        return new Wire.Listeners(found, found.size());
    }

    Object modify(Invocation call) {
        Params params = call.params();
        String id = params.text("LoadBalancerId");
        String listenerId = params.text("ListenerId");
        Checks.name(params, "ListenerName");
        LoadBalancer loadBalancer = account.writable(id);
        Listener listener = loadBalancer.listener(listenerId).orElseThrow(() -> ApiError.noListener(listenerId));
        if (listener.sni() && params.numberOr("SniSwitch", 1) == 0) {
            throw ApiError.invalidValue("SniSwitch can not be switched off.");
        }
        checks.checkSettings(loadBalancer, listener.protocol(), params);
        ListenerChecks.checkSni(listener.sni() || params.numberOr("SniSwitch", 0) == 1, params);
        Params changes = params.without("LoadBalancerId", "ListenerId", "ListenerName");
        checks.checkWhole(loadBalancer, listener.protocol(), modified(listener, changes));
        account.accept(
                call,
                id,
                world -> world.change(
                        id,
                        old -> old.withListener(listenerId, before -> {
                            String name = params.textOr("ListenerName", before.name());
                            return before.withSettings(name, modified(before, changes));
                        })));
        return new Wire.Nothing();
    }

    private Params modified(Listener listener, Params changes) {
        Params merged = modified(listener.settings(), changes);
        boolean reset = account.settings().follows(Reading.ABSENT_CHECK_FIELDS_ARE_RESET);
        return reset && changes.has("HealthCheck")
                ? merged.with(Defaults.listener(listener.protocol(), changes).only("HealthCheck"))
                : merged;
    }

    /** One certificate and several exclude each other: what was sent last counts. */
    static Params modified(Params old, Params changes) {
        Params base = changes.has("Certificate") || changes.has("MultiCertInfo")
                ? old.without("Certificate", "MultiCertInfo")
                : old;
        return Defaults.modified(base, changes);
    }

    Object delete(Invocation call) {
        String id = call.params().text("LoadBalancerId");
        return delete(call, id, Set.of(call.params().text("ListenerId")));
    }

    /** CLB API, DeleteLoadBalancerListeners: without ids it deletes all. */
    Object deleteAll(Invocation call) {
        String id = call.params().text("LoadBalancerId");
        Set<String> ids = new HashSet<>(call.params().texts("ListenerIds"));
        Checks.atMost(ids, "ListenerIds", 20);
        return delete(call, id, ids.isEmpty() ? account.require(id).listeners().keySet() : ids);
    }

    private Object delete(Invocation call, String id, Set<String> listeners) {
        LoadBalancer loadBalancer = account.writable(id);
        List<String> unknown = new ArrayList<>(listeners);
        unknown.removeAll(loadBalancer.listeners().keySet());
        if (!unknown.isEmpty()) {
            throw new ApiError("InvalidParameter", "some ListenerId " + unknown + " not found");
        }
        Rewrites.checkNotPartOfOne(account.settings(), loadBalancer, listeners);
        account.accept(
                call,
                id,
                world -> world.change(
                        id,
                        old -> Rewrites.withoutBroken(old.withListeners(Ordered.minus(old.listeners(), listeners)))));
        return new Wire.Nothing();
    }
}
