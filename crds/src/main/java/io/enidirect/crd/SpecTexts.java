package io.enidirect.crd;

/** What {@code CloudLoadBalancer} and {@code LoadBalancerProfile} have in common: descriptions, patterns and rules. */
final class SpecTexts {
    static final String SUBNET_ID = "^subnet-[a-z0-9]+$";
    static final String SECURITY_GROUP_ID = "^sg-[a-z0-9]+$";
    static final String SLA = "^clb\\.c[0-9]\\.(small|medium|large|xlarge)$";
    static final String PACKAGE_ID = "^bwp-[a-z0-9]+$";

    static final String TYPE = "Public: reached from the internet. Internal: from the VPC only.";
    static final String SUBNET =
            "The subnet that it stands in: needed for an internal or IPv6FullChain one, refused for another public one.";
    static final String IP_VERSION =
            "IPv4 (default): clients and targets. NAT64: an IPv6 address for the clients, and IPv4"
                    + " targets. IPv6FullChain: clients and targets IPv6. An internal one is IPv4.";
    static final String ISP =
            "Whose line it is on; public only. BGP (default): that of all carriers. CMCC, CTCC, CUCC: of that"
                    + " one alone, paid by a bandwidth package, in regions that have it.";
    static final String ZONES = "The availability zones it runs in; public IPv4 only. Default: the cloud's choice.";
    static final String SLA_TYPE =
            "Its capacity, as the cloud names it, for example clb.c2.medium; paid by the hour. Default:" + " shared.";
    static final String CHARGE_TYPE = "How its traffic to the internet is paid, in the cloud's words; public only."
            + " TRAFFIC_POSTPAID_BY_HOUR: by volume. BANDWIDTH_POSTPAID_BY_HOUR: by bandwidth. BANDWIDTH_PACKAGE: in a package"
            + " of several. Default: the account's.";
    static final String PACKAGE =
            "The bandwidth package that it is in, for example bwp-a1b2c3d4; public only. chargeType is"
                    + " then BANDWIDTH_PACKAGE.";

    static final String TAGS =
            "Tags put on a created load balancer, at most 18, beside the two that prove whose it is.";
    static final String SECURITY_GROUPS =
            "Ids of the security groups bound to it, at most 5; their order is their priority."
                    + " An empty list: none is bound. Default: those bound by others are left alone.";
    static final String BANDWIDTH =
            "Bandwidth to the internet in Mbps, 1 to 2048; public only. Default: the cloud's, which is 10.";
    static final String PASS_TO_TARGET =
            "true: only its own security groups check the traffic, not those of the pods. Default:"
                    + " option --pass-to-target. Unknown to an IPv6FullChain one.";
    static final String DELETION_PROTECTION = "true: the cloud refuses to delete it. Default: false.";
    static final String DELETION_POLICY = "What becomes of a created load balancer when its object is deleted. Delete"
            + " (default): it goes. Retain: it stays, and only what is ours on it goes. An existing one always stays.";

    /** A subnet alone means internal, in a profile; otherwise the type is there. */
    static final String IS_INTERNAL = "(has(self.type) ? self.type == 'Internal' : has(self.subnetId)"
            + " && !(has(self.ipVersion) && self.ipVersion == 'IPv6FullChain'))";

    static final String IP_VERSION_RULE = "!has(self.ipVersion) || self.ipVersion == 'IPv4' || !" + IS_INTERNAL;
    static final String IP_VERSION_BROKEN =
            "an internal load balancer is IPv4: take ipVersion out, or make the type Public";

    static final String ISP_RULE = "!has(self.isp) || !" + IS_INTERNAL;
    static final String ISP_BROKEN = "only a public load balancer is on a carrier's line: take isp out";

    static final String CARRIER_RULE = "!has(self.isp) || self.isp == 'BGP' || has(self.bandwidthPackageId)"
            + " || (has(self.chargeType) && self.chargeType == 'BANDWIDTH_PACKAGE')";
    static final String CARRIER_BROKEN =
            "the line of one carrier is paid by a bandwidth package: make chargeType BANDWIDTH_PACKAGE, or isp BGP";

    static final String ZONES_RULE =
            "!has(self.zones) || (!" + IS_INTERNAL + " && (!has(self.ipVersion) || self.ipVersion == 'IPv4'))";
    static final String ZONES_BROKEN = "zones can be chosen for a public IPv4 load balancer only: take them out";

    static final String CHARGE_RULE = "!(has(self.chargeType) || has(self.bandwidthPackageId)) || !" + IS_INTERNAL;
    static final String CHARGE_BROKEN =
            "only traffic of a public load balancer is paid for: take chargeType and" + " bandwidthPackageId out";

    static final String PACKAGE_RULE =
            "!has(self.bandwidthPackageId) || !has(self.chargeType)" + " || self.chargeType == 'BANDWIDTH_PACKAGE'";
    static final String PACKAGE_BROKEN =
            "who is in a bandwidth package pays by it: make chargeType BANDWIDTH_PACKAGE, or take bandwidthPackageId out";

    static final String GROUPS_RULE =
            "!has(self.securityGroups) || self.securityGroups.all(one, self.securityGroups.exists_one(two, two == one))";
    static final String GROUPS_BROKEN = "a security group is named twice: name each once";

    static final String TAGS_RULE = "!has(self.tags) || self.tags.all(key, key.size() >= 1 && key.size() <= 127"
            + " && !key.startsWith('eni-direct-') && !key.startsWith('tke-'))";
    static final String TAGS_BROKEN =
            "a key has 1 to 127 characters, and those that begin with eni-direct- or tke- are the controllers' own: take another";

    private SpecTexts() {}
}
