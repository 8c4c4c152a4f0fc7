package io.enidirect.operator.kinds.service;

import static io.enidirect.operator.kinds.Requirement.between;
import static io.enidirect.operator.kinds.Requirement.present;

import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.kinds.ClusterView;
import io.enidirect.operator.kinds.Manifest;
import io.enidirect.operator.kinds.Requirement;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;

/** A Service in a file. */
final class ServiceManifest implements Manifest<Service> {
    private static final List<Requirement> REQUIREMENTS =
            List.of(present("spec"), present("spec/ports/*/port"), between("spec/ports/*/port", 1, 65535));

    @Override
    public List<Requirement> requirements() {
        return REQUIREMENTS;
    }

    @Override
    public Optional<String> notOurs(Service service, ClusterView cluster) {
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
                                + Keys.DIRECT_ACCESS + " \"true\""
                        : "its loadBalancerClass is " + loadBalancerClass);
    }
}
