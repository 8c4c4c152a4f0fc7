package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source's own load balancer is made with, or which one is shared.
 *
 * @param cloudLoadBalancer the name of a CloudLoadBalancer that an administrator made
 * @param tags put on the load balancer
 * @param securityGroups ids, in order; absent: not managed
 * @param internetMaxBandwidthOut Mbps, 1–2048, public only
 * @param passToTarget only the load balancer's own security groups are checked; absent: as --pass-to-target says
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.cloudLoadBalancer)"
                + " || !(has(self.network) || has(self.tags) || has(self.securityGroups) || has(self.internetMaxBandwidthOut)"
                + " || has(self.passToTarget))",
        message = "a shared load balancer has its own network, tags, security groups, bandwidth and passToTarget",
        fieldPath = ".cloudLoadBalancer")
public record LoadBalancerProfileSpec(
        @Nullable String cloudLoadBalancer,
        @Nullable ProfileNetwork network,
        Map<String, String> tags,
        List<String> securityGroups,
        @Nullable Integer internetMaxBandwidthOut,
        @Nullable Boolean passToTarget) {

    /** As {@link NetworkSpec}, but it may be changed: only what is made afterwards follows. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ProfileNetwork(
            NetworkSpec.@Nullable Type type,
            @Nullable @Pattern("^subnet-[a-z0-9]+$") String subnetId,
            NetworkSpec.@Nullable IpVersion ipVersion) {}

    public LoadBalancerProfileSpec {
        tags = Lists.of(tags);
        securityGroups = Lists.of(securityGroups);
    }
}
