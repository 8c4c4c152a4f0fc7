package io.enidirect.operator.service;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a Service wants its load balancer.
 *
 * @param subnet as written in the annotation; null: public
 */
record WantedNetwork(String service, @Nullable String subnet) {
    static final String SUBNET = "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid";

    private static final String FIELD = "metadata.annotations[" + SUBNET + "]";

    static WantedNetwork of(Service service) {
        var metadata = service.getMetadata();
        return new WantedNetwork(
                "Service " + metadata.getNamespace() + "/" + metadata.getName(),
                Optional.ofNullable(metadata.getAnnotations())
                        .map(annotations -> annotations.get(SUBNET))
                        .orElse(null));
    }

    Optional<Problem> bad() {
        return subnet == null || subnet.matches("subnet-[a-z0-9]+")
                ? Optional.empty()
                : Optional.of(new Problem(
                        Code.BAD_ANNOTATION,
                        service,
                        FIELD,
                        subnet,
                        "it is the id of a subnet, such as subnet-a1b2c3d4",
                        "Write the id, or remove the annotation for a public load balancer"));
    }

    NetworkSpec spec() {
        return subnet == null ? NetworkSpec.internet() : NetworkSpec.internal(subnet);
    }

    /** What is wrong with it for a load balancer that is made already. */
    Optional<Problem> against(CloudLoadBalancer made) {
        NetworkSpec network = made.getSpec().network();
        if (bad().isPresent() || network == null) {
            return bad();
        }
        NetworkSpec wanted = spec();
        if (wanted.type() == network.type()
                && (subnet == null || Objects.equals(wanted.subnetId(), network.subnetId()))) {
            return Optional.empty();
        }
        String stands = network.type() == NetworkSpec.Type.Public
                ? "its load balancer is public"
                : "its load balancer is internal, in " + network.subnetId();
        return Optional.of(new Problem(
                Code.IMMUTABLE,
                service,
                FIELD,
                Objects.requireNonNullElse(subnet, "(absent)"),
                stands + ", and that can't be changed",
                "Put the old value back, or set spec.type: ClusterIP, wait until the address is gone, and set"
                        + " LoadBalancer again"));
    }
}
