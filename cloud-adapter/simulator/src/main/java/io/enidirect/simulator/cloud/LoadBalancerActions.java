package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Load balancers: made, read, modified and deleted. */
final class LoadBalancerActions {
    private static final String ACCESS = "InternetAccessible";
    private static final String CHARGE = "InternetChargeInfo";
    private static final int GUARDED_TARGETS = 20;
    private static final int GUARDED_MBPS = 10;

    private record Order(Params params, String loadBalancer, Task task) {}

    private final Account account;
    private final Map<String, Order> orders = new HashMap<>();

    LoadBalancerActions(Account account) {
        this.account = account;
    }

    Object create(Invocation call) {
        Params params = call.params();
        String token = params.textOr("ClientToken", "");
        Order order = orders.get(token);
        if (order != null) {
            return repeat(call, order);
        }
        OrderChecks.order(account, params);
        String id = account.ids().next("lb");
        LoadBalancer made = new LoadBalancer(
                id, attributes(params, id), false, null, tags(params), List.of(), false, 0, account.now(), Map.of());
        account.apply(world -> world.with(made));
        String vip = account.addressOf(made);
        Task task = account.accept(
                call,
                Set.of(id),
                world -> world.change(id, loadBalancer -> loadBalancer.running(vip)),
                world -> world.without(Set.of(id)));
        if (!token.isEmpty()) {
            orders.put(token, new Order(params, id, task));
        }
        return created(id, call.requestId());
    }

    private Object repeat(Invocation call, Order order) {
        if (order.task().status() == Task.FAILED) {
            throw new ApiError(
                    "InvalidParameter.ClientTokenLimitExceeded", "The order of this ClientToken has failed.");
        }
        if (!order.params().equals(call.params())) {
            throw new ApiError("InvalidParameter", "The ClientToken was used with other parameters.");
        }
        account.tasks().alias(call.requestId(), order.task());
        return created(order.loadBalancer(), call.requestId());
    }

    private Object created(String id, String requestId) {
        return new Wire.CreatedLoadBalancers(account.settings().idsInCreation() ? List.of(id) : null, requestId);
    }

    private Params attributes(Params params, String id) {
        var attributes = params.without("Tags", "ClientToken", "Number").node();
        // the console's way: without a name it is named by its id, and a taken name is changed
        String wanted = params.textOr("LoadBalancerName", id);
        boolean taken = account.world().loadBalancers().values().stream()
                .anyMatch(loadBalancer -> loadBalancer.name().equals(wanted));
        attributes.put("LoadBalancerName", taken ? wanted + "-" + id.substring(3) : wanted);
        if (!params.has("VpcId")) {
            attributes.put("VpcId", "vpc-default");
        }
        if (params.text("LoadBalancerType").equals("OPEN")) {
            Params access = new Params(JsonNodeFactory.instance
                    .objectNode()
                    .put("InternetChargeType", "TRAFFIC_POSTPAID_BY_HOUR")
                    .put("InternetMaxBandwidthOut", 10));
            attributes.set(
                    ACCESS,
                    params.object(ACCESS).map(access::with).orElse(access).node());
        }
        return new Params(attributes);
    }

    private static Map<String, String> tags(Params params) {
        Map<String, String> tags = new LinkedHashMap<>();
        params.objects("Tags").forEach(tag -> tags.put(tag.text("TagKey"), tag.text("TagValue")));
        return tags;
    }

    Object modify(Invocation call) {
        Params params = call.params();
        String id = params.text("LoadBalancerId");
        Checks.name(params, "LoadBalancerName");
        LoadBalancer loadBalancer = account.writable(id);
        OrderChecks.change(loadBalancer, params);
        Params changes = params.without("LoadBalancerId");
        account.accept(call, id, world -> world.change(id, old -> old.withAttributes(modified(old, changes))));
        return new Wire.Nothing();
    }

    /** Of how it is paid, what is not said stays. */
    static Params modified(LoadBalancer old, Params changes) {
        Params before = old.attributes();
        Params after = before.with(changes.without(CHARGE));
        Optional<Params> charge = changes.object(CHARGE);
        if (charge.isEmpty()) {
            return after;
        }
        ObjectNode node = after.node();
        node.set(
                ACCESS,
                before.object(ACCESS)
                        .map(access -> access.with(charge.get()))
                        .orElse(charge.get())
                        .node());
        return new Params(node);
    }

    Object delete(Invocation call) {
        Params params = call.params();
        Set<String> ids = new LinkedHashSet<>(params.texts("LoadBalancerIds"));
        if (ids.isEmpty()) {
            throw ApiError.missing("LoadBalancerIds");
        }
        Checks.atMost(ids, "LoadBalancerIds", 20);
        ids.forEach(account::require);
        ids.forEach(id -> checkDeletable(account.writable(id), params.flag("ForceDelete")));
        account.deletions().check(ids.size(), account.settings().deletionsIn5Minutes(), account.now());
        account.deletions().deleted(ids.size(), account.now());
        account.accept(call, ids, world -> world.without(ids), null);
        return new Wire.Nothing();
    }

    private static void checkDeletable(LoadBalancer loadBalancer, boolean force) {
        String id = loadBalancer.id();
        if (loadBalancer.attributes().flag("DeleteProtect")) {
            throw new ApiError("FailedOperation", "The load balancer " + id + " is protected against deletion.");
        }
        long targets = loadBalancer.targetCount();
        if (!force && targets >= GUARDED_TARGETS) {
            throw new ApiError(
                    "FailedOperation.TargetNumCheckRisk",
                    "The load balancer " + id + " has " + targets + " targets; deletion is risky.");
        }
        if (!force && targets > 0 && loadBalancer.trafficMbps() > GUARDED_MBPS) {
            throw new ApiError(
                    "FailedOperation.TrafficCheckRisk",
                    String.format(
                            Locale.ROOT,
                            "The load balancer %s had %d Mbps in the last 5 minutes; deletion is risky.",
                            id,
                            loadBalancer.trafficMbps()));
        }
    }

    Object setSecurityGroups(Invocation call) {
        List<String> groups = call.params().texts("SecurityGroups");
        String id = call.params().text("LoadBalancerId");
        OrderChecks.securityGroups(groups);
        account.writable(id);
        account.accept(call, id, world -> world.change(id, old -> old.withSecurityGroups(groups)));
        return new Wire.Nothing();
    }

    Object quota(Invocation call) {
        return new Wire.Quotas(account.settings().quotas().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(quota -> new Wire.Quota(quota.getKey(), null, quota.getValue()))
                .toList());
    }
}
