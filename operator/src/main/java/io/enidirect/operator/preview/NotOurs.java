package io.enidirect.operator.preview;

import io.enidirect.operator.claim.IngressClaims;
import io.enidirect.operator.claim.ServiceClaims;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Optional;

/** Why a source is left alone: what its author may have forgotten. */
final class NotOurs {
    private NotOurs() {}

    /** Empty for a Service that asks nobody for a load balancer. */
    static Optional<String> reason(Service service) {
        if (!"LoadBalancer".equals(service.getSpec().getType())) {
            return Optional.empty();
        }
        if (service.getMetadata().getDeletionTimestamp() != null) {
            return Optional.of("it is being deleted");
        }
        String loadBalancerClass = service.getSpec().getLoadBalancerClass();
        return Optional.of(
                loadBalancerClass == null
                        ? "it has neither loadBalancerClass " + ServiceClaims.CLASS + " nor the annotation "
                                + ServiceClaims.DIRECT_ACCESS + " \"true\""
                        : "its loadBalancerClass is " + loadBalancerClass);
    }

    static String reason(Ingress ingress, Cluster cluster) {
        if (ingress.getMetadata().getDeletionTimestamp() != null) {
            return "it is being deleted";
        }
        Optional<String> name = IngressClaims.className(ingress);
        if (name.isEmpty()) {
            return "it names no class, and no IngressClass in the files is the default";
        }
        return cluster.ingressClass(name.get())
                .map(found -> "its class " + name.get() + " is for another controller")
                .orElse("no IngressClass " + name.get() + " is in the files, nor is it named by --ingress-classes");
    }
}
