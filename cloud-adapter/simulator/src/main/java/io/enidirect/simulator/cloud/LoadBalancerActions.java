package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Load balancers: made, read, modified and deleted. */
final class LoadBalancerActions {
    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
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
        checkNew(params);
        String id = account.ids().next("lb");
        LoadBalancer made = new LoadBalancer(
                id, attributes(params, id), false, null, tags(params), List.of(), false, 0, account.now(), Map.of());
        account.apply(world -> world.with(made));
        String vip =
                made.ipv6() ? account.ids().nextIpv6Address() : account.ids().nextAddress();
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

    private void checkNew(Params params) {
        boolean internal =
                Checks.oneOf(params, "LoadBalancerType", "OPEN", "INTERNAL").equals("INTERNAL");
        boolean fullChain = params.textOr("AddressIPVersion", "IPV4").equalsIgnoreCase("IPv6FullChain");
        if (!params.textOr("AddressIPVersion", "IPV4").matches("(?i)IPV4|IPV6|IPV6FullChain")) {
            throw ApiError.invalidValue("AddressIPVersion is IPV4, IPV6 or IPv6FullChain.");
        }
        Checks.optionalRange(params, "Forward", 1, 1);
        checkAccess(params, "InternetAccessible", params.has("SlaType"));
        if (params.numberOr("Number", 1) != 1) {
            throw new ApiError("UnsupportedOperation", "This simulator makes one load balancer in a call.");
        }
        checkLine(internal, params);
        Checks.name(params, "LoadBalancerName");
        Checks.length(params, "ClientToken", 1, 64);
        Checks.optionalFormat(params, "ClientToken", ASCII);
        Checks.atMost(params.objects("Tags"), "Tags", 20);
        Checks.distinct("Tags", params.objects("Tags").stream().map(tag -> tag.text("TagKey")));
        if (internal && !params.has("VpcId")) {
            throw ApiError.missing("VpcId");
        }
        if ((internal || fullChain) && !params.has("SubnetId")) {
            throw ApiError.missing("SubnetId");
        }
        if (!internal && !fullChain && params.has("SubnetId")) {
            throw ApiError.invalidValue("SubnetId is not allowed for a public IPv4 load balancer.");
        }
        checkPassing(fullChain, params);
        String quota = internal ? Settings.INTERNAL_QUOTA : Settings.PUBLIC_QUOTA;
        long there = account.world().loadBalancers().values().stream()
                .filter(loadBalancer -> loadBalancer.isPublic() != internal)
                .count();
        Checks.quota(there + 1, account.settings().quota(quota), quota);
    }

    private static void checkAccess(Params params, String name, boolean lcu) {
        params.object(name).ifPresent(access -> {
            Checks.optionalOneOf(
                    access,
                    "InternetChargeType",
                    "TRAFFIC_POSTPAID_BY_HOUR",
                    "BANDWIDTH_POSTPAID_BY_HOUR",
                    "BANDWIDTH_PACKAGE",
                    "BANDWIDTH_PREPAID");
            Checks.optionalRange(access, "InternetMaxBandwidthOut", 1, lcu ? 61440 : 2048);
        });
    }

    /** CLB API, CreateLoadBalancer: one carrier's line, and a package that is named, are paid by the package. */
    private static void checkLine(boolean internal, Params params) {
        Checks.optionalOneOf(params, "VipIsp", "BGP", "CMCC", "CTCC", "CUCC");
        if (internal && params.has("VipIsp")) {
            throw ApiError.invalidValue("VipIsp is not allowed for an internal load balancer.");
        }
        boolean byPackage = params.object("InternetAccessible")
                .filter(access -> access.textOr("InternetChargeType", "").equals("BANDWIDTH_PACKAGE"))
                .isPresent();
        boolean needsPackage = params.has("BandwidthPackageId")
                || !params.textOr("VipIsp", "BGP").equals("BGP");
        if (needsPackage && !byPackage) {
            throw ApiError.invalidValue(
                    "VipIsp of a carrier and BandwidthPackageId need the InternetChargeType" + " BANDWIDTH_PACKAGE.");
        }
    }

    private static void checkPassing(boolean ipv6, Params params) {
        if (ipv6 && params.has("LoadBalancerPassToTarget")) {
            throw ApiError.invalidValue("LoadBalancerPassToTarget is not allowed for an IPv6 load balancer.");
        }
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
        if (params.text("LoadBalancerType").equals("OPEN") && !params.has("InternetAccessible")) {
            attributes.set(
                    "InternetAccessible",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("InternetChargeType", "TRAFFIC_POSTPAID_BY_HOUR")
                            .put("InternetMaxBandwidthOut", 10));
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
        checkPassing(loadBalancer.ipv6(), params);
        checkAccess(params, "InternetChargeInfo", loadBalancer.attributes().has("SlaType"));
        Params changes = Checks.renamed(params.without("LoadBalancerId"), "InternetChargeInfo", "InternetAccessible");
        account.accept(
                call,
                id,
                world -> world.change(
                        id, old -> old.withAttributes(old.attributes().with(changes))));
        return new Wire.Nothing();
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
        Checks.atMost(groups, "SecurityGroups", 50);
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
