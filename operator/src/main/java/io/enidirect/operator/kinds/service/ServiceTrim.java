package io.enidirect.operator.kinds.service;

import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.kinds.Bounds;
import io.enidirect.operator.kinds.KeptMetadata;
import io.enidirect.operator.kinds.Outline;
import io.enidirect.operator.kinds.SourceTrim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpec;

/** What is kept of a Service: most of them ask for nothing, and feed what others ask for. */
final class ServiceTrim implements SourceTrim<Service> {

    @Override
    public Service full(Service service) {
        return alwaysFull(service) ? forFront(service) : forMain(service);
    }

    /** Whether somebody looks at its status, or soon may. */
    @Override
    public boolean alwaysFull(Service service) {
        return ServiceClaims.asks(service) || KeptMetadata.isHeld(service) || ServiceStatusView.refuses(service);
    }

    /** Its addresses stay: no ExternalBackend may have them. */
    @Override
    public Service outline(Service service) {
        return new ServiceBuilder()
                .withMetadata(Outline.metadata(service.getMetadata()))
                .withNewSpec()
                .withType(service.getSpec().getType())
                .withLoadBalancerClass(service.getSpec().getLoadBalancerClass())
                .withClusterIPs(Bounds.first(service.getSpec().getClusterIPs(), Bounds.ADDRESSES))
                .endSpec()
                .build();
    }

    /** One that does not ask for anything is nothing to it. */
    @Override
    public Service forFront(Service service) {
        return alwaysFull(service)
                ? bounded(service)
                        .withMetadata(KeptMetadata.forFront(
                                service.getMetadata(), service.getMetadata().getAnnotations(), moreParts(service)))
                        .build()
                : outline(service);
    }

    /** Also without what its front writes into its metadata. */
    @Override
    public Service forMain(Service service) {
        return bounded(service)
                .withMetadata(KeptMetadata.source(
                        service.getMetadata(),
                        Keys.notWritten(service.getMetadata().getAnnotations()),
                        moreParts(service)))
                .withStatus(null)
                .build();
    }

    private static boolean moreParts(Service service) {
        return service.getSpec().getPorts() != null
                && service.getSpec().getPorts().size() > Cut.PORTS;
    }

    /** Lists that were cut restrict no less than whole ones, and what they name has no effect. */
    private static ServiceBuilder bounded(Service service) {
        ServiceSpec spec = service.getSpec();
        return new ServiceBuilder(service)
                .editSpec()
                .withPorts(Bounds.first(spec.getPorts(), Cut.PORTS))
                .withClusterIPs(Bounds.first(spec.getClusterIPs(), Bounds.ADDRESSES))
                .withExternalIPs(Bounds.first(spec.getExternalIPs(), Bounds.ADDRESSES))
                .withLoadBalancerSourceRanges(Bounds.ranges(spec.getLoadBalancerSourceRanges()))
                .endSpec();
    }
}
