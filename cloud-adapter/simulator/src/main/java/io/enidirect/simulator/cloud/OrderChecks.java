package io.enidirect.simulator.cloud;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is refused of load balancers themselves (CLB API, CreateLoadBalancer and ModifyLoadBalancerAttributes). */
final class OrderChecks {
    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
    private static final Pattern GROUP = Pattern.compile("sg-[a-z0-9]+");
    private static final int GROUPS = 5;

    private OrderChecks() {}

    static void order(Account account, Params params) {
        boolean internal =
                Checks.oneOf(params, "LoadBalancerType", "OPEN", "INTERNAL").equals("INTERNAL");
        String version = params.textOr("AddressIPVersion", "IPV4");
        if (!version.matches("(?i)IPV4|IPV6|IPV6FullChain")) {
            throw ApiError.invalidValue("AddressIPVersion is IPV4, IPV6 or IPv6FullChain.");
        }
        boolean ipv4 = version.equalsIgnoreCase("IPV4");
        if (internal && !ipv4) {
            throw ApiError.invalidValue("AddressIPVersion is for public load balancers.");
        }
        Checks.optionalRange(params, "Forward", 1, 1);
        if (params.numberOr("Number", 1) != 1) {
            throw new ApiError("UnsupportedOperation", "This simulator makes one load balancer in a call.");
        }
        if (internal) {
            refuse(params, "an internal load balancer", "VipIsp", "InternetAccessible", "BandwidthPackageId");
        }
        if (internal || !ipv4) {
            refuse(params, "other than a public IPv4 load balancer", "ZoneId", "MasterZoneId", "SlaveZoneId");
        }
        checkAccess(params, "InternetAccessible", params.has("SlaType"));
        checkLine(params);
        checkZones(params);
        Checks.name(params, "LoadBalancerName");
        Checks.length(params, "ClientToken", 1, 64);
        Checks.optionalFormat(params, "ClientToken", ASCII);
        Checks.atMost(params.objects("Tags"), "Tags", 20);
        Checks.distinct("Tags", params.objects("Tags").stream().map(tag -> tag.text("TagKey")));
        checkPlace(account, internal, version.equalsIgnoreCase("IPv6FullChain"), params);
        checkPassing(!ipv4, params);
        String quota = internal ? Settings.INTERNAL_QUOTA : Settings.PUBLIC_QUOTA;
        long there = account.world().loadBalancers().values().stream()
                .filter(loadBalancer -> loadBalancer.isPublic() != internal)
                .count();
        Checks.quota(there + 1, account.settings().quota(quota), quota);
    }

    private static void checkPlace(Account account, boolean internal, boolean fullChain, Params params) {
        if (internal && !params.has("VpcId")) {
            throw ApiError.missing("VpcId");
        }
        if ((internal || fullChain) && !params.has("SubnetId")) {
            throw ApiError.missing("SubnetId");
        }
        if (!internal && !fullChain) {
            refuse(params, "a public IPv4 or NAT64 load balancer", "SubnetId");
        }
        if (!internal) {
            refuse(params, "a public load balancer", "Vip");
        }
        params.optionalText("Vip").ifPresent(vip -> {
            if (!Checks.isIpv4(vip)) {
                throw ApiError.badFormat("Vip", vip);
            }
            if (account.world().loadBalancers().values().stream().anyMatch(each -> each.takes(vip))) {
                throw ApiError.invalidValue("The Vip " + vip + " is taken.");
            }
        });
    }

    private static void refuse(Params params, String of, String... names) {
        Stream.of(names).filter(params::has).findFirst().ifPresent(name -> {
            throw ApiError.invalidValue(name + " is not allowed for " + of + ".");
        });
    }

    /** One carrier's line, and a package that is named, are paid by the package. */
    private static void checkLine(Params params) {
        Checks.optionalOneOf(params, "VipIsp", "BGP", "CMCC", "CTCC", "CUCC");
        boolean byPackage = params.object("InternetAccessible")
                .filter(access -> access.textOr("InternetChargeType", "").equals("BANDWIDTH_PACKAGE"))
                .isPresent();
        boolean needsPackage = params.has("BandwidthPackageId")
                || !params.textOr("VipIsp", "BGP").equals("BGP");
        if (needsPackage && !byPackage) {
            throw ApiError.invalidValue(
                    "VipIsp of a carrier and BandwidthPackageId need the InternetChargeType BANDWIDTH_PACKAGE.");
        }
    }

    private static void checkZones(Params params) {
        if (params.has("SlaveZoneId") && !params.has("MasterZoneId")) {
            throw ApiError.missing("MasterZoneId");
        }
        if (params.has("MasterZoneId")
                && (params.has("ZoneId") || params.text("MasterZoneId").equals(params.textOr("SlaveZoneId", "")))) {
            throw ApiError.invalidValue("MasterZoneId is neither the SlaveZoneId nor beside a ZoneId.");
        }
    }

    static void change(LoadBalancer loadBalancer, Params params) {
        checkPassing(loadBalancer.ipv6(), params);
        if (!loadBalancer.isPublic()) {
            refuse(params, "an internal load balancer", "InternetChargeInfo");
        }
        checkAccess(params, "InternetChargeInfo", loadBalancer.attributes().has("SlaType"));
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

    private static void checkPassing(boolean ipv6, Params params) {
        if (ipv6) {
            refuse(params, "an IPv6 load balancer", "LoadBalancerPassToTarget");
        }
    }

    static void securityGroups(List<String> groups) {
        Checks.atMost(groups, "SecurityGroups", GROUPS);
        Checks.distinct("SecurityGroups", groups.stream());
        groups.stream()
                .filter(each -> !GROUP.matcher(each).matches())
                .findFirst()
                .ifPresent(wrong -> {
                    throw ApiError.badFormat("SecurityGroups", wrong);
                });
    }
}
