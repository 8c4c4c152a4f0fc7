package io.enidirect.simulator.cloud;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Load balancers read page by page, with the conditions and orders of DescribeLoadBalancers. */
final class LoadBalancerReads {
    private final Account account;

    LoadBalancerReads(Account account) {
        this.account = account;
    }

    Object describe(Invocation call) {
        Params params = call.params();
        Checks.atMost(params.texts("LoadBalancerIds"), "LoadBalancerIds", 20);
        Checks.Page page = Checks.page(params, 20, 100);
        List<LoadBalancer> found =
                new ArrayList<>(account.seen(call.twist()).loadBalancers().values());
        found.removeIf(matches(params).negate());
        // of equal ones the one made last comes first
        Collections.reverse(found);
        found.sort(order(params));
        return new Wire.LoadBalancers(
                found.size(),
                page.of(found.stream())
                        .map(each -> Outputs.loadBalancer(account.settings(), each))
                        .toList());
    }

    private static Comparator<LoadBalancer> order(Params params) {
        Checks.optionalOneOf(params, "OrderBy", "CreateTime", "LoadBalancerName", "Domain", "LoadBalancerType");
        Checks.optionalRange(params, "OrderType", 0, 1);
        Comparator<LoadBalancer> order = switch (params.textOr("OrderBy", "CreateTime")) {
            case "LoadBalancerName" -> comparing(LoadBalancer::name);
            case "LoadBalancerType" -> comparing(LoadBalancer::isPublic);
            case "Domain" -> comparing(loadBalancer -> ""); // only those of the old type have one
            default -> comparing(LoadBalancer::created);
        };
        return params.numberOr("OrderType", 1) == 1 ? order.reversed() : order;
    }

    private static Predicate<LoadBalancer> matches(Params params) {
        Checks.optionalOneOf(params, "LoadBalancerType", "OPEN", "INTERNAL");
        Checks.optionalRange(params, "Forward", -1, 1);
        Checks.optionalRange(params, "WithRs", -1, 1);
        List<Predicate<LoadBalancer>> all = new ArrayList<>();
        all.add(oneOf(params.texts("LoadBalancerIds"), LoadBalancer::id));
        all.add(oneOf(params.texts("LoadBalancerVips"), each -> String.valueOf(each.vip())));
        all.add(same(params, "LoadBalancerType", "LoadBalancerType"));
        all.add(same(params, "VpcId", "VpcId"));
        all.add(same(params, "MasterZone", "MasterZoneId"));
        params.optionalText("LoadBalancerName")
                .ifPresent(part -> all.add(each -> each.name().contains(part)));
        params.optionalText("SearchKey")
                .ifPresent(part -> all.add(each -> Stream.of(each.name(), each.id(), String.valueOf(each.vip()))
                        .anyMatch(text -> text.contains(part))));
        params.optionalText("Domain").ifPresent(part -> all.add(each -> part.isEmpty()));
        params.optionalText("SecurityGroup")
                .ifPresent(group -> all.add(each -> each.securityGroups().contains(group)));
        // -1 is any of them; none here is of the old type
        params.optionalNumber("Forward").ifPresent(type -> all.add(each -> type != 0));
        params.optionalNumber("WithRs")
                .ifPresent(with -> all.add(each -> with < 0 || (with == 1) == each.targetCount() > 0));
        params.optionalNumber("ProjectId")
                .ifPresent(project -> all.add(each -> each.attributes().numberOr("ProjectId", 0) == project));
        List<String> backends = params.texts("BackendPrivateIps");
        if (!backends.isEmpty()) {
            all.add(each -> each.allTargets().anyMatch(target -> backends.contains(target.ip())));
        }
        if (!params.texts("BackendPublicIps").isEmpty()) {
            all.add(each -> false); // an ENI's target has none
        }
        Checks.filters(params).forEach(filter -> all.add(filter(filter)));
        return each -> all.stream().allMatch(one -> one.test(each));
    }

    private static Predicate<LoadBalancer> filter(Params filter) {
        String name = filter.text("Name");
        List<String> values = filter.texts("Values");
        if (name.startsWith("tag:")) {
            String key = name.substring("tag:".length());
            return each ->
                    each.tags().containsKey(key) && values.contains(each.tags().get(key));
        }
        return switch (name) {
            case "tag-key" -> each -> values.stream().anyMatch(each.tags()::containsKey);
            case "tag-value" -> each -> values.stream().anyMatch(each.tags()::containsValue);
            case "charge-type" -> each -> values.contains(each.attributes().textOr("LBChargeType", "POSTPAID_BY_HOUR"));
            case "internet-charge-type" ->
                each -> each.attributes()
                        .object("InternetAccessible")
                        .filter(access -> values.contains(access.textOr("InternetChargeType", "")))
                        .isPresent();
            case "master-zone-id" -> each -> values.contains(each.attributes().textOr("MasterZoneId", ""));
            case "vip-isp" -> each -> values.contains(each.attributes().textOr("VipIsp", "BGP"));
            case "sla-type" -> each -> values.contains(each.attributes().textOr("SlaType", "shared"));
            case "exclusive" -> each -> values.contains("0");
            case "function-name" -> each -> false; // functions can't be bound here
            default ->
                throw new ApiError("InvalidParameterValue.InvalidFilter", "The filter " + name + " is not known.");
        };
    }

    private static Predicate<LoadBalancer> oneOf(List<String> wanted, Function<LoadBalancer, String> of) {
        return each -> wanted.isEmpty() || wanted.contains(of.apply(each));
    }

    private static Predicate<LoadBalancer> same(Params params, String name, String attribute) {
        return each ->
                !params.has(name) || params.text(name).equals(each.attributes().textOr(attribute, ""));
    }
}
