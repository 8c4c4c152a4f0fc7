package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a load balancer as a whole; its listeners come from its sources.
 *
 * @param source the Service or Ingress that this object was made for; absent where an administrator made it
 * @param loadBalancerId an existing load balancer to use; absent: one is created
 * @param network where a created one stands
 * @param tags put on a created one, beside those that prove ownership
 * @param deletionPolicy what becomes of the load balancer with this object
 * @param namespaces whose sources may attach, {@code *} for all; a source's own admits that source only
 * @param securityGroups ids, in order; absent: not managed
 * @param internetMaxBandwidthOut Mbps, 1–2048, public only
 * @param passToTarget only the load balancer's own security groups are checked; absent: as --pass-to-target says
 * @param deletionProtection the cloud refuses to delete it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
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
public record CloudLoadBalancerSpec(
        @Nullable SourceRef source,
        @Nullable @Pattern("^lb-[a-z0-9]+$") String loadBalancerId,
        @Nullable NetworkSpec network,
        Map<String, String> tags,
        @Nullable DeletionPolicy deletionPolicy,
        List<String> namespaces,
        List<String> securityGroups,
        @Nullable Integer internetMaxBandwidthOut,
        @Nullable Boolean passToTarget,
        @Nullable Boolean deletionProtection) {

    /** What becomes of the load balancer when its object is deleted. */
    public enum DeletionPolicy {
        Delete,
        Retain
    }

    public CloudLoadBalancerSpec {
        tags = Lists.of(tags);
        namespaces = Lists.of(namespaces);
        securityGroups = Lists.of(securityGroups);
    }

    /** The own load balancer of a source. */
    public static CloudLoadBalancerSpec own(SourceRef source, NetworkSpec network, Map<String, String> tags) {
        return new CloudLoadBalancerSpec(source, null, network, tags, null, List.of(), List.of(), null, null, null);
    }

    /** Whether an existing load balancer is used instead of a created one. */
    public boolean existing() {
        return loadBalancerId != null;
    }
}
