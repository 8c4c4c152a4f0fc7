package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enidirect.crd.CloudLoadBalancerSpec.DeletionPolicy;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a source's own load balancer is made with, or which one is shared. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription(
        "What the own load balancer of a source that names this profile is made with, or which one its sources"
                + " share. A change of network and tags counts for load balancers that are made afterwards, of all else at once.")
@ValidationRule(
        value = "!has(self.cloudLoadBalancer)"
                + " || !(has(self.network) || has(self.tags) || has(self.securityGroups) || has(self.internetMaxBandwidthOut)"
                + " || has(self.passToTarget) || has(self.deletionProtection) || has(self.deletionPolicy))",
        message =
                "a shared load balancer has its own network, tags, security groups, bandwidth, passToTarget and deletion"
                        + " policy and protection: take them out, or cloudLoadBalancer",
        fieldPath = ".cloudLoadBalancer")
@ValidationRule(
        value = "!has(self.internetMaxBandwidthOut) || !has(self.network) || !has(self.network.type)"
                + " || self.network.type == 'Public'",
        message = "only a public load balancer has a bandwidth to the internet: take internetMaxBandwidthOut out",
        fieldPath = ".internetMaxBandwidthOut")
@ValidationRule(value = SpecTexts.GROUPS_RULE, message = SpecTexts.GROUPS_BROKEN, fieldPath = ".securityGroups")
@ValidationRule(value = SpecTexts.TAGS_RULE, message = SpecTexts.TAGS_BROKEN, fieldPath = ".tags")
public record LoadBalancerProfileSpec(
        @JsonPropertyDescription(
                "The name of a CloudLoadBalancer that an administrator made: the sources that name this"
                        + " profile share it. Default: each gets its own.")
        @Nullable @Size(max = 253) String cloudLoadBalancer,

        @JsonPropertyDescription("Where a load balancer stands that is made by this profile, and how it is paid.")
        @Nullable ProfileNetwork network,

        @JsonPropertyDescription(SpecTexts.TAGS) @Size(max = 18) Map<String, @Size(max = 255) String> tags,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription(SpecTexts.SECURITY_GROUPS)
        @Nullable @Size(max = 5) List<@Pattern(SpecTexts.SECURITY_GROUP_ID) @Size(max = 64) String> securityGroups,

        @JsonPropertyDescription(SpecTexts.BANDWIDTH) @Nullable @Min(1) @Max(2048) Integer internetMaxBandwidthOut,

        @JsonPropertyDescription(SpecTexts.PASS_TO_TARGET) @Nullable Boolean passToTarget,

        @JsonPropertyDescription(SpecTexts.DELETION_PROTECTION) @Nullable Boolean deletionProtection,

        @JsonPropertyDescription(SpecTexts.DELETION_POLICY) @Nullable DeletionPolicy deletionPolicy,

        @JsonPropertyDescription("Whose sources may name this profile. Default: those of every namespace.") @Nullable NamespacesSpec namespaces,

        @JsonPropertyDescription(
                "Fields of this profile that a source may override although they restrict it. Default: none.")
        @Size(max = 6) List<Restricting> overridable,

        @JsonPropertyDescription(
                "Whether hosts of an Ingress that have TLS are redirected from HTTP to HTTPS. Default: true.")
        @Nullable Boolean httpsRedirect) {

    /** Fields that restrict the sources of a profile. */
    public enum Restricting {
        network,
        securityGroups,
        passToTarget,
        deletionProtection,
        deletionPolicy,
        httpsRedirect
    }

    /** As {@link NetworkSpec}, but it may be changed; without what is one load balancer's alone. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = SpecTexts.IP_VERSION_RULE, message = SpecTexts.IP_VERSION_BROKEN, fieldPath = ".ipVersion")
    @ValidationRule(value = SpecTexts.ISP_RULE, message = SpecTexts.ISP_BROKEN, fieldPath = ".isp")
    @ValidationRule(value = SpecTexts.CARRIER_RULE, message = SpecTexts.CARRIER_BROKEN, fieldPath = ".isp")
    @ValidationRule(value = SpecTexts.ZONES_RULE, message = SpecTexts.ZONES_BROKEN, fieldPath = ".zones")
    @ValidationRule(value = SpecTexts.CHARGE_RULE, message = SpecTexts.CHARGE_BROKEN, fieldPath = ".chargeType")
    @ValidationRule(
            value = SpecTexts.PACKAGE_RULE,
            message = SpecTexts.PACKAGE_BROKEN,
            fieldPath = ".bandwidthPackageId")
    public record ProfileNetwork(
            @JsonPropertyDescription(SpecTexts.TYPE + " Default: Internal with a subnetId, else Public.")
            NetworkSpec.@Nullable Type type,

            @JsonPropertyDescription(SpecTexts.SUBNET) @Nullable @Pattern(SpecTexts.SUBNET_ID) @Size(max = 64) String subnetId,

            @JsonPropertyDescription(SpecTexts.IP_VERSION) NetworkSpec.@Nullable IpVersion ipVersion,

            @JsonPropertyDescription(SpecTexts.ISP) NetworkSpec.@Nullable Isp isp,

            @JsonPropertyDescription(SpecTexts.ZONES) NetworkSpec.@Nullable Zones zones,

            @JsonPropertyDescription(SpecTexts.SLA_TYPE) @Nullable @Pattern(SpecTexts.SLA) @Size(max = 64) String slaType,

            @JsonPropertyDescription(SpecTexts.CHARGE_TYPE) NetworkSpec.@Nullable ChargeType chargeType,

            @JsonPropertyDescription(SpecTexts.PACKAGE) @Nullable @Pattern(SpecTexts.PACKAGE_ID) @Size(max = 64) String bandwidthPackageId) {

        /** One that says nothing. */
        public static final ProfileNetwork NONE = new ProfileNetwork(null, null, null, null, null, null, null, null);
    }

    /** One that says nothing. */
    public static final LoadBalancerProfileSpec NONE =
            new LoadBalancerProfileSpec(null, null, Map.of(), null, null, null, null, null, null, List.of(), null);

    public LoadBalancerProfileSpec {
        tags = Lists.of(tags);
        securityGroups = securityGroups == null ? null : List.copyOf(securityGroups);
        overridable = Lists.of(overridable);
    }
}
