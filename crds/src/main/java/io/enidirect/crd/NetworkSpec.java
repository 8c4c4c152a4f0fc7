package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Where a load balancer stands and how it is paid; fixed once it is made. What the cloud has a word for is written in the
 * cloud's words, as in its console and on its bill.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "self == oldSelf", message = "network can't be changed: make another CloudLoadBalancer")
@ValidationRule(
        value = "(self.type == 'Internal' || (has(self.ipVersion) && self.ipVersion == 'IPv6FullChain'))"
                + " == has(self.subnetId)",
        message = "an internal or IPv6FullChain load balancer needs a subnetId, another public one has none",
        fieldPath = ".subnetId")
@ValidationRule(value = SpecTexts.IP_VERSION_RULE, message = SpecTexts.IP_VERSION_BROKEN, fieldPath = ".ipVersion")
@ValidationRule(
        value = "!has(self.vip) || self.type == 'Internal'",
        message = "the cloud chooses the address of a public load balancer: take vip out",
        fieldPath = ".vip")
@ValidationRule(
        value = "!has(self.vip) || (isIP(self.vip) && ip(self.vip).family() == 4)",
        message = "vip is an IPv4 address that is free in the subnet",
        fieldPath = ".vip")
@ValidationRule(value = SpecTexts.ISP_RULE, message = SpecTexts.ISP_BROKEN, fieldPath = ".isp")
@ValidationRule(value = SpecTexts.CARRIER_RULE, message = SpecTexts.CARRIER_BROKEN, fieldPath = ".isp")
@ValidationRule(value = SpecTexts.ZONES_RULE, message = SpecTexts.ZONES_BROKEN, fieldPath = ".zones")
@ValidationRule(value = SpecTexts.CHARGE_RULE, message = SpecTexts.CHARGE_BROKEN, fieldPath = ".chargeType")
@ValidationRule(value = SpecTexts.PACKAGE_RULE, message = SpecTexts.PACKAGE_BROKEN, fieldPath = ".bandwidthPackageId")
public record NetworkSpec(
        @JsonPropertyDescription(SpecTexts.TYPE) @Required Type type,

        @JsonPropertyDescription(SpecTexts.SUBNET) @Nullable @Pattern(SpecTexts.SUBNET_ID) @Size(max = 64) String subnetId,

        @JsonPropertyDescription("The VPC that it stands in. Default: option --vpc-id.")
        @Nullable @Pattern("^vpc-[a-z0-9]+$") @Size(max = 64) String vpcId,

        @JsonPropertyDescription(SpecTexts.IP_VERSION) @Nullable IpVersion ipVersion,

        @JsonPropertyDescription(
                "Its address, an IPv4 one that is free in the subnet; internal only. Default: the cloud's choice.")
        @Nullable @Size(max = 45) String vip,

        @JsonPropertyDescription(SpecTexts.ISP) @Nullable Isp isp,

        @JsonPropertyDescription(SpecTexts.ZONES) @Nullable Zones zones,

        @JsonPropertyDescription(SpecTexts.SLA_TYPE) @Nullable @Pattern(SpecTexts.SLA) @Size(max = 64) String slaType,

        @JsonPropertyDescription(SpecTexts.CHARGE_TYPE) @Nullable ChargeType chargeType,

        @JsonPropertyDescription(SpecTexts.PACKAGE) @Nullable @Pattern(SpecTexts.PACKAGE_ID) @Size(max = 64) String bandwidthPackageId) {

    /** Whether it is reached from the internet or from the VPC only. */
    public enum Type {
        Public,
        Internal
    }

    /** The family of its addresses and of its targets. */
    public enum IpVersion {
        IPv4,
        /** IPv6 clients, IPv4 targets; {@code IPV6} in the cloud's words. */
        NAT64,
        IPv6FullChain
    }

    /** Carriers; the cloud's words. */
    public enum Isp {
        BGP,
        CMCC,
        CTCC,
        CUCC
    }

    /** The cloud's words. */
    public enum ChargeType {
        TRAFFIC_POSTPAID_BY_HOUR,
        BANDWIDTH_POSTPAID_BY_HOUR,
        BANDWIDTH_PACKAGE
    }

    /** One zone (ZoneId in the cloud's words), or a primary and a backup one (MasterZoneId, SlaveZoneId). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.single) != has(self.primary)",
            message = "name either a single zone, or a primary one with or without a backup")
    @ValidationRule(
            value = "!has(self.backup) || (has(self.primary) && self.primary != self.backup)",
            message = "a backup is another zone than the primary one",
            fieldPath = ".backup")
    public record Zones(
            @JsonPropertyDescription("The only zone it runs in, for example ap-guangzhou-3.")
            @Nullable @Pattern(ZONE) @Size(max = 64) String single,

            @JsonPropertyDescription("The zone it runs in while that is well.") @Nullable @Pattern(ZONE) @Size(max = 64) String primary,

            @JsonPropertyDescription("The zone that takes over from the primary one. Default: the cloud's choice.")
            @Nullable @Pattern(ZONE) @Size(max = 64) String backup) {
        private static final String ZONE = "^([a-z]+(-[a-z]+)+-[0-9]+|[0-9]{6})$";
    }

    public NetworkSpec(Type type, @Nullable String subnetId, @Nullable String vpcId, @Nullable IpVersion ipVersion) {
        this(type, subnetId, vpcId, ipVersion, null, null, null, null, null, null);
    }

    public static NetworkSpec internet() {
        return new NetworkSpec(Type.Public, null, null, null);
    }

    public static NetworkSpec internal(String subnetId) {
        return new NetworkSpec(Type.Internal, subnetId, null, null);
    }
}
