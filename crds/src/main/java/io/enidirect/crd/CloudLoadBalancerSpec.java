package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wanted of a load balancer as a whole; its listeners come from its sources. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What is wanted of the load balancer as a whole; its listeners come from its sources. Without"
        + " loadBalancerId and network a public IPv4 one is created.")
@ValidationRule(
        value = "has(self.source) == has(oldSelf.source)",
        message = "source is set when the object is made and never changed",
        fieldPath = ".source")
@ValidationRule(
        value = "has(self.loadBalancerId) == has(oldSelf.loadBalancerId)"
                + " && (!has(self.loadBalancerId) || self.loadBalancerId == oldSelf.loadBalancerId)",
        message = "loadBalancerId can't be changed: make another CloudLoadBalancer",
        fieldPath = ".loadBalancerId")
@ValidationRule(
        value = "has(self.network) == has(oldSelf.network)",
        message = "network can't be changed: make another CloudLoadBalancer",
        fieldPath = ".network")
@ValidationRule(
        value = "!(has(self.loadBalancerId) && has(self.network))",
        message = "network belongs to a created load balancer; an existing one has its own",
        fieldPath = ".network")
@ValidationRule(
        value = "has(self.name) == has(oldSelf.name) && (!has(self.name) || self.name == oldSelf.name)",
        message = "name is given with the creation and can't be changed",
        fieldPath = ".name")
@ValidationRule(
        value = "!(has(self.loadBalancerId) && has(self.name))",
        message = "name is given to a created load balancer; an existing one has its own: take it out",
        fieldPath = ".name")
@ValidationRule(
        value = "!(has(self.loadBalancerId) && has(self.tags))",
        message = "tags are put on a created load balancer; an existing one has its own: take them out",
        fieldPath = ".tags")
@ValidationRule(
        value = "!has(self.loadBalancerId) || !has(self.deletionPolicy) || self.deletionPolicy == 'Retain'",
        message = "an existing load balancer always stays: take deletionPolicy out, or make it Retain",
        fieldPath = ".deletionPolicy")
@ValidationRule(
        value = "!has(self.internetMaxBandwidthOut) || !has(self.network) || self.network.type == 'Public'",
        message = "only a public load balancer has a bandwidth to the internet: take internetMaxBandwidthOut out",
        fieldPath = ".internetMaxBandwidthOut")
@ValidationRule(value = SpecTexts.GROUPS_RULE, message = SpecTexts.GROUPS_BROKEN, fieldPath = ".securityGroups")
@ValidationRule(value = SpecTexts.TAGS_RULE, message = SpecTexts.TAGS_BROKEN, fieldPath = ".tags")
public record CloudLoadBalancerSpec(
        @JsonPropertyDescription(
                "The Service or Ingress that this object was made for, by the controller; absent where an"
                        + " administrator made it. It can't be changed.")
        @Nullable SourceRef source,

        @JsonPropertyDescription(
                "The id of an existing load balancer to use, for example lb-a1b2c3d4. Default: one is created. It can't be changed.")
        @Nullable @Pattern("^lb-[a-z0-9]+$") @Size(max = 64) String loadBalancerId,

        @JsonPropertyDescription("Where a created load balancer stands, and how it is paid. It can't be changed.")
        @Nullable NetworkSpec network,

        @JsonPropertyDescription(
                "The name of a created load balancer in the cloud's console; the cloud changes one that is taken. Default:"
                        + " made of the cluster's id and the source's name. It can't be changed.")
        @Nullable @Size(min = 1, max = 80) String name,

        @JsonPropertyDescription(SpecTexts.TAGS) @Size(max = 18) Map<String, @Size(max = 255) String> tags,

        @JsonPropertyDescription(SpecTexts.DELETION_POLICY) @Nullable DeletionPolicy deletionPolicy,

        @JsonPropertyDescription(
                "Whose sources may be on it, beside the one that it was made for. Default: nobody else's.")
        @Nullable NamespacesSpec namespaces,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription(SpecTexts.SECURITY_GROUPS)
        @Nullable @Size(max = 5) List<@Pattern(SpecTexts.SECURITY_GROUP_ID) @Size(max = 64) String> securityGroups,

        @JsonPropertyDescription(SpecTexts.BANDWIDTH) @Nullable @Min(1) @Max(2048) Integer internetMaxBandwidthOut,

        @JsonPropertyDescription(SpecTexts.PASS_TO_TARGET) @Nullable Boolean passToTarget,

        @JsonPropertyDescription(SpecTexts.DELETION_PROTECTION) @Nullable Boolean deletionProtection) {

    /** What becomes of the load balancer when its object is deleted. */
    public enum DeletionPolicy {
        Delete,
        Retain
    }

    public CloudLoadBalancerSpec {
        tags = Lists.of(tags);
        securityGroups = securityGroups == null ? null : List.copyOf(securityGroups);
    }

    /** One of whose name nothing is said. */
    public CloudLoadBalancerSpec(
            @Nullable SourceRef source,
            @Nullable String loadBalancerId,
            @Nullable NetworkSpec network,
            Map<String, String> tags,
            @Nullable DeletionPolicy deletionPolicy,
            @Nullable NamespacesSpec namespaces,
            @Nullable List<String> securityGroups,
            @Nullable Integer internetMaxBandwidthOut,
            @Nullable Boolean passToTarget,
            @Nullable Boolean deletionProtection) {
        this(
                source,
                loadBalancerId,
                network,
                null,
                tags,
                deletionPolicy,
                namespaces,
                securityGroups,
                internetMaxBandwidthOut,
                passToTarget,
                deletionProtection);
    }

    /** The own load balancer of a source. */
    public static CloudLoadBalancerSpec own(SourceRef source, NetworkSpec network, Map<String, String> tags) {
        return new CloudLoadBalancerSpec(source, null, network, tags, null, null, null, null, null, null);
    }

    /** Whether an existing load balancer is used instead of a created one. */
    public boolean existing() {
        return loadBalancerId != null;
    }
}
