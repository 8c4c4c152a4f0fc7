package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Where a load balancer stands; fixed once it is made.
 *
 * @param subnetId needed for an internal or IPv6FullChain one, refused for a public IPv4 one
 * @param vpcId absent: the controller's own {@code --vpc-id}
 * @param ipVersion absent: IPv4
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "self == oldSelf", message = "network can't be changed: make another CloudLoadBalancer")
@ValidationRule(
        value = "(self.type == 'Internal' || (has(self.ipVersion) && self.ipVersion == 'IPv6FullChain'))"
                + " == has(self.subnetId)",
        message = "an internal or IPv6FullChain load balancer needs a subnetId, a public IPv4 one has none",
        fieldPath = ".subnetId")
public record NetworkSpec(
        @Required Type type,
        @Nullable @Pattern("^subnet-[a-z0-9]+$") String subnetId,
        @Nullable @Pattern("^vpc-[a-z0-9]+$") String vpcId,
        @Nullable IpVersion ipVersion) {

    /** Whether it is reached from the internet or from the VPC only. */
    public enum Type {
        Public,
        Internal
    }

    /** The family of its addresses and of its targets. */
    public enum IpVersion {
        IPv4,
        IPv6FullChain
    }

    public static NetworkSpec internet() {
        return new NetworkSpec(Type.Public, null, null, null);
    }

    public static NetworkSpec internal(String subnetId) {
        return new NetworkSpec(Type.Internal, subnetId, null, null);
    }
}
